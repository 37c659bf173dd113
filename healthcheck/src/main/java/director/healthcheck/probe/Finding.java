// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.Advice;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ReadableDuration;
import director.healthcheck.state.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a conversation.
 *
 * @param answered whether the target gave an answer that could be judged, or the conversation broke
 * @param seen as in {@link ProbeResult}
 * @param advice as in {@link ProbeResult}
 * @param notes as in {@link ProbeResult}
 * @param warnings as in {@link ProbeResult}
 */
record Finding(
    Verdict verdict,
    boolean answered,
    String seen,
    Advice advice,
    List<String> notes,
    List<String> warnings) {

  /** Of a stack, enough to find the place. */
  private static final int FRAMES = 5;

  /** Without advice, notes and warnings. */
  Finding(Verdict verdict, boolean answered, String seen) {
    this(verdict, answered, seen, Advice.NONE, List.of(), List.of());
  }

  static Finding good(String seen) {
    return new Finding(Verdict.PASSED, true, seen);
  }

  static Finding bad(String seen) {
    return new Finding(Verdict.FAILED, true, seen);
  }

  static Finding broken(String seen) {
    return new Finding(Verdict.FAILED, false, seen);
  }

  /**
   * What was thrown that no server should be able to make us throw. One conversation is lost by it,
   * and nothing else: a server that finds such a way must not end the checks of all others, here
   * and on the director beside us.
   */
  static Finding ourMistake(Throwable thrown) {
    List<String> where =
        Stream.of(thrown.getStackTrace()).limit(FRAMES).map(frame -> "at " + frame).toList();
    return new Finding(
        Verdict.VOID,
        false,
        "a mistake in directord, please report it: " + thrown,
        Advice.NONE,
        where,
        List.of());
  }

  /** The same, with these before its own notes and warnings. */
  Finding also(List<String> moreNotes, List<String> moreWarnings) {
    return new Finding(
        verdict, answered, seen, advice, joined(moreNotes, notes), joined(moreWarnings, warnings));
  }

  private static List<String> joined(List<String> first, List<String> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isEmpty() ? second : first;
    }
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** The result of a probe that ends now. */
  ProbeResult at(PhaseClock clock) {
    var times = clock.times();
    String sentence =
        verdict == Verdict.PASSED ? seen + " in " + ReadableDuration.of(times.whole()) : seen;
    return new ProbeResult(verdict, sentence, clock.phase(), times, advice, notes, warnings);
  }
}
