// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import java.util.List;

/**
 * What came of something that was done.
 *
 * @param well whether it did what it should
 * @param outcome as a phrase: "exits 0", "HTTP status 500, expected 2xx"
 * @param output its last lines, fit for a log; bounded
 */
record Ended(boolean well, String outcome, List<String> output) {
  Ended {
    output = List.copyOf(output);
  }

  static Ended badly(String outcome) {
    return new Ended(false, outcome, List.of());
  }
}
