// SPDX-License-Identifier: Apache-2.0
package director.daemon.sysctl;

import java.util.List;
import java.util.Optional;

/** What is advised for directors that route directly (Documentation/networking/ipvs-sysctl). */
enum Advice {
  EXPIRE_NODEST_CONN(
      "expire_nodest_conn",
      "1",
      "a client of a removed server waits until its connection has timed out, instead of connecting"
          + " anew at once"),
  EXPIRE_QUIESCENT_TEMPLATE(
      "expire_quiescent_template",
      "1",
      "a persistent client is sent to its server though that is drained"),
  CONN_REUSE_MODE(
      "conn_reuse_mode",
      "1",
      "a client that uses a port again is sent to the server of its last connection, though that is"
          + " drained or gone"),
  CONNTRACK(
      "conntrack", "0", "every connection is tracked twice, which direct routing never needs"),
  SYNC_THRESHOLD("sync_threshold", "", ""),
  SYNC_REFRESH_PERIOD("sync_refresh_period", "", ""),
  SYNC_RETRIES("sync_retries", "", ""),
  SLOPPY_TCP("sloppy_tcp", "", "");

  private final String parameter;
  private final String value;
  private final String otherwise;

  Advice(String parameter, String value, String otherwise) {
    this.parameter = parameter;
    this.value = value;
    this.otherwise = otherwise;
  }

  static List<String> parameters() {
    return List.of(values()).stream().map(advice -> advice.parameter).toList();
  }

  /** Why another value than {@code is} would be better; empty when it would not. */
  static Optional<String> of(String parameter, String is) {
    return List.of(values()).stream()
        .filter(advice -> advice.parameter.equals(parameter))
        .filter(advice -> !advice.value.isEmpty() && !advice.value.equals(is))
        .map(advice -> "better " + advice.value + ": with " + is + ", " + advice.otherwise)
        .findFirst();
  }
}
