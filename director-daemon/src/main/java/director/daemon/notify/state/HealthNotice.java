// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify.state;

import director.daemon.event.Target;

/**
 * A service has, or has not, its quorum; a server takes connections, or does not.
 *
 * @param subject {@code VS [192.168.201.15]:tcp:80}
 */
public record HealthNotice(Target target, String subject, boolean up) implements Notice {

  /**
   * Debian's keepalived ends it with a line feed alone; versions from 2.3 on write a NUL behind it,
   * which a shell's {@code read} drops with a warning.
   */
  @Override
  public String line() {
    return subject + (up ? " UP\n" : " DOWN\n");
  }
}
