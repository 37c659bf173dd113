// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a virtual address, a service or a server is as it is: the answer to {@code GET
 * /v1/explain?target=...}. All lists hold sentences, the most important first, and may be empty.
 *
 * @param target as {@link director.daemon.event.Target} writes it
 * @param state in one word: {@code MASTER}, {@code DOWN}, {@code DEGRADED}
 * @param since when it is so; null where nobody knows
 * @param headline the whole answer in one sentence: what it is, and the cause
 * @param seen what was seen, with figures and times
 * @param rule by which rule, threshold or order it follows from that
 * @param change what would change it, and what an operator can do
 * @param next what is tried when
 * @param also what else is amiss here, or good to know
 */
public record Explanation(
    String target,
    String state,
    @Nullable Instant since,
    String headline,
    List<String> seen,
    List<String> rule,
    List<String> change,
    List<String> next,
    List<String> also) {
  public Explanation {
    seen = List.copyOf(seen);
    rule = List.copyOf(rule);
    change = List.copyOf(change);
    next = List.copyOf(next);
    also = List.copyOf(also);
  }
}
