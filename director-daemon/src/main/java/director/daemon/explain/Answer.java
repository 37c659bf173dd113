// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain;

import java.util.List;

/** What comes of asking why something is as it is. */
public sealed interface Answer {

  /** It is known what was meant, and this is why. */
  record Found(Explanation explanation) implements Answer {}

  /**
   * There is no such thing, or there are several.
   *
   * @param message a sentence, without a full stop
   * @param detail a line each: those that were probably meant, and how they are
   */
  record Refused(String message, List<String> detail) implements Answer {
    public Refused {
      detail = List.copyOf(detail);
    }
  }
}
