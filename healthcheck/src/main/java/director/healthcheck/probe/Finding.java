// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.Verdict;

/**
 * What came of a conversation.
 *
 * @param answered whether the target gave an answer that could be judged, or the conversation broke
 * @param seen as in {@link director.healthcheck.state.ProbeResult}
 */
record Finding(Verdict verdict, boolean answered, String seen) {

  static Finding good(String seen) {
    return new Finding(Verdict.PASSED, true, seen);
  }

  static Finding bad(String seen) {
    return new Finding(Verdict.FAILED, true, seen);
  }

  static Finding broken(String seen) {
    return new Finding(Verdict.FAILED, false, seen);
  }
}
