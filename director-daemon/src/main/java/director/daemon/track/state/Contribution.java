// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import java.util.Optional;

/**
 * What one tracked thing does to one instance.
 *
 * @param delta -254..254, added to the priority
 * @param fault why the instance must be in FAULT
 * @param reason why there is a delta, if there is one
 */
public record Contribution(int delta, Optional<String> fault, Optional<String> reason) {
  private static final Contribution NONE = new Contribution(0, Optional.empty(), Optional.empty());

  /**
   * Of a thing that is well or not (T-04 and T-05 of the keepalived inventory): while nothing is
   * known, it adds nothing and subtracts nothing, but with weight 0 it holds the instance back.
   *
   * @param thing "script check_nginx"
   */
  public static Contribution ofState(Weighted weighted, String thing, Standing standing) {
    String sentence = thing + " " + standing.reason();
    if (standing.state() == TrackedState.UNKNOWN) {
      return weighted.weight() == 0 ? fault(sentence) : NONE;
    }
    boolean well = (standing.state() == TrackedState.OK) != weighted.reverse();
    if (weighted.weight() == 0) {
      return well ? NONE : fault(sentence);
    }
    boolean counts = weighted.weight() > 0 == well;
    return counts ? delta(weighted.weight(), sentence) : NONE;
  }

  /**
   * Of a number in a file (T-07): number times weight is added, -254 and below is FAULT, and with
   * weight 0 every number but 0 is (reversed: 0 is).
   *
   * @param thing "file drain"
   */
  public static Contribution ofNumber(Weighted weighted, String thing, NumberStanding standing) {
    String sentence = thing + " " + standing.reason();
    if (standing.state() == TrackedState.FAILED) {
      return fault(sentence);
    }
    if (standing.state() == TrackedState.UNKNOWN) {
      return weighted.weight() == 0 ? fault(sentence) : NONE;
    }
    if (weighted.weight() == 0) {
      return (standing.number() == 0) == weighted.reverse() ? fault(sentence) : NONE;
    }
    int factor = weighted.reverse() ? -weighted.weight() : weighted.weight();
    // A factor is at least 1 or at most -1, so more than the largest number changes nothing.
    int product = bounded((long) bounded(standing.number()) * factor);
    if (product == -Weighted.LARGEST) {
      return fault(sentence + ", times weight " + factor + " is -254 or less");
    }
    return product == 0 ? NONE : delta(product, sentence + ", times weight " + factor);
  }

  /**
   * Of a service that this director sees in a worse state than its peer: so much of the weight as
   * is missing, rounded down. Never a fault.
   *
   * @param thousandths how much is missing, 0..1000
   * @param sentence why
   */
  public static Contribution ofShortfall(Weighted weighted, int thousandths, String sentence) {
    int penalty = Math.abs(weighted.weight()) * thousandths / 1000;
    return penalty == 0 ? NONE : delta(-penalty, sentence);
  }

  /** FAULT, because of {@code reason}. */
  public static Contribution fault(String reason) {
    return new Contribution(0, Optional.of(reason), Optional.empty());
  }

  private static Contribution delta(int delta, String sentence) {
    String sign = delta > 0 ? "+" : "";
    return new Contribution(delta, Optional.empty(), Optional.of(sign + delta + ": " + sentence));
  }

  private static int bounded(long value) {
    return (int) Math.max(-Weighted.LARGEST, Math.min(Weighted.LARGEST, value));
  }
}
