// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import director.healthcheck.state.Verdict;
import java.util.Optional;

/**
 * What one look at a tracked thing found.
 *
 * @param verdict VOID if the fault was our own
 * @param seen what was seen, as the predicate of a sentence: "exits 2"
 * @param said what the thing itself had to say about it, such as the last line of a script
 */
public record Finding(Verdict verdict, String seen, Optional<String> said) {

  public static Finding passed(String seen) {
    return new Finding(Verdict.PASSED, seen, Optional.empty());
  }

  public static Finding failed(String seen) {
    return new Finding(Verdict.FAILED, seen, Optional.empty());
  }

  /** The same without a verdict, because of {@code ourFault}. */
  public Finding voided(String ourFault) {
    return new Finding(Verdict.VOID, ourFault + "; it " + seen, said);
  }

  /** As one phrase: "exits 2: 'connect refused'". */
  public String text() {
    return text("");
  }

  /** With {@code count}, such as " for the 3rd time", at its place. */
  String text(String count) {
    return seen + count + said.map(words -> ": '" + words + "'").orElse("");
  }
}
