// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import java.util.Comparator;

/** A real server of a service, by the operator's names. */
public record ServerKey(String service, String server) implements Comparable<ServerKey> {
  private static final Comparator<ServerKey> ORDER =
      Comparator.comparing(ServerKey::service).thenComparing(ServerKey::server);

  @Override
  public int compareTo(ServerKey other) {
    return ORDER.compare(this, other);
  }

  /** "photos-https/router1"; names have no slash. */
  @Override
  public String toString() {
    return service + "/" + server;
  }
}
