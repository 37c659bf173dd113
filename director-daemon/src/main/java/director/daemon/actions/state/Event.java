// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import java.util.Locale;

/** On what something is done. */
public enum Event {
  SERVER_UP,
  SERVER_DOWN,
  SERVICE_UP,
  SERVICE_DOWN,
  /** A step of the escalation ladder is due. */
  LADDER;

  /** As it is written, and told to commands and webhooks: {@code server-down}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
