// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.healthcheck.state.Advice;
import java.util.List;

/**
 * What the checks of a server say about how much it should get.
 *
 * @param by who says it, as operators read it: {@code agent}
 * @param words at least one
 */
public record Advised(String by, List<Advice> words) {
  public Advised {
    words = List.copyOf(words);
  }
}
