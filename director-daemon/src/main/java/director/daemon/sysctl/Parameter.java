// SPDX-License-Identifier: Apache-2.0
package director.daemon.sysctl;

import java.util.Optional;

/**
 * One kernel parameter.
 *
 * @param name below net.ipv4.vs; "conn_tab_bits" is one of the module ip_vs
 * @param value of the kernel; empty when it has no such parameter
 * @param wanted by the configuration
 * @param advice why another value would be better
 * @param refusal why it could not be set, though the configuration says to
 */
public record Parameter(
    String name,
    Optional<String> value,
    Optional<String> wanted,
    Optional<String> advice,
    Optional<String> refusal) {

  /** Whether it is the module's, fixed when that was loaded. */
  public boolean inModule() {
    return name.equals(IpvsParameters.TABLE_BITS);
  }

  /** Whether the kernel has another value than the configuration wants. */
  public boolean differs() {
    return wanted.isPresent() && !wanted.equals(value);
  }
}
