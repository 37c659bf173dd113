// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

/**
 * The outcome of one probe.
 *
 * @param verdict what it says about the target
 * @param seen what was seen, as the middle of a sentence: {@code HTTP status 503, expected 200}
 * @param reached the phase in which the probe ended
 * @param times when it got how far
 */
public record ProbeResult(Verdict verdict, String seen, ProbePhase reached, ProbeTimes times) {

  /** The same observation without a verdict, because of {@code ourFault}. */
  public ProbeResult voided(String ourFault) {
    return new ProbeResult(Verdict.VOID, ourFault + "; seen: " + seen, reached, times);
  }
}
