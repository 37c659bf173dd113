// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import java.util.Comparator;

/**
 * For whom something is done: for one server of a service, or for a service as a whole.
 *
 * @param server empty for the service as a whole
 */
public record Subject(String service, String server) implements Comparable<Subject> {
  private static final Comparator<Subject> ORDER =
      Comparator.comparing(Subject::service).thenComparing(Subject::server);

  @Override
  public int compareTo(Subject other) {
    return ORDER.compare(this, other);
  }

  public boolean isServer() {
    return !server.isEmpty();
  }

  /** "photos/router1", "photos"; names have no slash. */
  @Override
  public String toString() {
    return isServer() ? service + "/" + server : service;
  }
}
