// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import java.util.Optional;

/** How far the macvlan links of one parent hear each other (linux/if_link.h). */
public enum MacvlanMode {
  /** Not at all. */
  PRIVATE(1),
  /** By way of a switch that sends frames back. */
  VEPA(2),
  /** Directly. */
  BRIDGE(4),
  /** The only one of its parent, whose address it takes. */
  PASSTHRU(8),
  /** Only from listed sources. */
  SOURCE(16);

  private final int number;

  MacvlanMode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static Optional<MacvlanMode> of(int number) {
    for (MacvlanMode mode : values()) {
      if (mode.number == number) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
