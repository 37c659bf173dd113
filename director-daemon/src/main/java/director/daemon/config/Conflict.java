// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import org.jspecify.annotations.Nullable;

/**
 * Values that are right one by one and wrong together, found by a rule. The rule knows keys, {@link
 * Findings} knows where they stand.
 *
 * @param key the key to blame
 * @param message to be read after the key
 * @param other the key it clashes with, whose place is shown behind the message
 */
record Conflict(String key, String message, @Nullable String other) {
  static Conflict at(String key, String message) {
    return new Conflict(key, message, null);
  }

  Conflict with(String otherKey) {
    return new Conflict(key, message, otherKey);
  }
}
