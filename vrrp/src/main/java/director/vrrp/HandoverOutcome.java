// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

/**
 * What became of the wish to hand a virtual router over.
 *
 * @param sentence for people: who has it now, or why not
 */
public record HandoverOutcome(Result result, String sentence) {
  public enum Result {
    /** Somebody else is MASTER. */
    DONE,
    /** Nobody else spoke in time, so it is MASTER still. */
    KEPT,
    /** It was not MASTER, there is no such virtual router, or it stopped meanwhile. */
    REFUSED
  }

  static HandoverOutcome refused(String why) {
    return new HandoverOutcome(Result.REFUSED, why);
  }
}
