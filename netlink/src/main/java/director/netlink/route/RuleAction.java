// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import java.util.Optional;

/** What a rule does with a packet that it fits (FR_ACT_*, linux/fib_rules.h). */
public enum RuleAction {
  /** Looks into a table. */
  LOOKUP(1),
  /** Drops it without a word. */
  BLACKHOLE(6),
  /** Answers "network unreachable". */
  UNREACHABLE(7),
  /** Answers "administratively prohibited". */
  PROHIBIT(8);

  private final int number;

  RuleAction(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static Optional<RuleAction> of(int number) {
    for (RuleAction action : values()) {
      if (action.number == number) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
