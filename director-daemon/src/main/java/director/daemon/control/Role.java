// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody who is let in may do. */
public enum Role {
  /** Asks, and changes nothing. */
  READ,
  /** Asks, and gives orders. */
  OPERATOR;

  /** "read", as it is said in the file of tokens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> of(String word) {
    return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** Whether a request of that method is allowed: every GET is a question, all else an order. */
  boolean may(String method) {
    return this == OPERATOR || method.equals("GET");
  }
}
