// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.util.List;

/**
 * The outcome of one probe.
 *
 * @param verdict what it says about the target
 * @param seen what was seen, as the middle of a sentence: {@code HTTP status 503, expected 200}
 * @param reached the phase in which the probe ended
 * @param times when it got how far
 * @param advice what it says about the target's weight
 * @param notes what else was seen, for who asks: the TLS version and certificate, the last lines of
 *     a script's output
 * @param warnings sentences about what is well now and will not stay so
 */
public record ProbeResult(
    Verdict verdict,
    String seen,
    ProbePhase reached,
    ProbeTimes times,
    Advice advice,
    List<String> notes,
    List<String> warnings) {

  public ProbeResult {
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }

  /** Without advice, notes and warnings. */
  public ProbeResult(Verdict verdict, String seen, ProbePhase reached, ProbeTimes times) {
    this(verdict, seen, reached, times, Advice.NONE, List.of(), List.of());
  }

  /** The same observation without a verdict, because of {@code ourFault}. */
  public ProbeResult voided(String ourFault) {
    return new ProbeResult(
        Verdict.VOID, ourFault + "; seen: " + seen, reached, times, Advice.NONE, notes, warnings);
  }
}
