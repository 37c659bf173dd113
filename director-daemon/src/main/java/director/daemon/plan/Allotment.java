// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import java.util.OptionalInt;

/**
 * What a real server has in the kernel's table, and why.
 *
 * @param weight empty when it is not to be in the table
 * @param sentence the cause, for operators
 */
public record Allotment(OptionalInt weight, Cause cause, String sentence) {

  /** Why a server has what it has. */
  public enum Cause {
    HEALTHY("healthy"),
    /** Its service has no check. */
    UNCHECKED("not checked"),
    /** It came back and gets its weight in steps. */
    RISING("rising"),
    /** It has the weight that an operator asked for. */
    WEIGHTED("weighted by operators"),
    /** It has the weight that its own checks tell: an agent, a script, a file. */
    ADVISED("weighted by their checks"),
    /** It wants no new connections, and says so itself. */
    SELF_DRAIN("draining by their own wish"),
    /** It wants to be left alone, and says so itself. */
    SELF_MAINTENANCE("in maintenance by their own wish"),
    /** It never had a verdict. */
    NEW("without a verdict yet"),
    /** It is down and out. */
    FAILED("down"),
    /** It is down and has weight 0, as {@code on-failure = quiesce} wants it. */
    FAILED_QUIESCED("down"),
    /** It is down and keeps its weight, because of the floor. */
    HELD("held in"),
    QUIESCED("quiesced"),
    DRAINING("draining"),
    DRAINED("drained"),
    DISABLED("disabled"),
    /** It would be in, but the sorry server answers. */
    REPLACED_BY_SORRY("replaced by the sorry server");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    /** As in "2 down, 1 disabled". */
    String words() {
      return words;
    }
  }

  static Allotment of(int weight, Cause cause, String sentence) {
    return new Allotment(OptionalInt.of(weight), cause, sentence);
  }

  static Allotment out(Cause cause, String sentence) {
    return new Allotment(OptionalInt.empty(), cause, sentence);
  }

  /** It gets new connections. */
  boolean serves() {
    return weight.orElse(0) > 0;
  }
}
