// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.vrrp.ElectionListener.Change;

/** A change as a log line tells it. */
public final class ChangeText {
  private ChangeText() {}

  /** "photos: BACKUP -> MASTER: 192.0.2.2 (priority 150) was silent for 3.609 s". */
  public static String of(Change change) {
    String name = change.instance().isEmpty() ? "vrrp" : change.instance();
    return change.from() == change.to()
        ? name + ": " + change.to() + ": " + change.reason()
        : name + ": " + change.from() + " -> " + change.to() + ": " + change.reason();
  }
}
