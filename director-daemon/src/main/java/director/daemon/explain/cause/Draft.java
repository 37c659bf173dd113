// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.event.Target;
import director.daemon.explain.Explanation;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An explanation that is being written. What is empty or said already is left out. */
final class Draft {
  private final Target target;
  private final String state;
  private final @Nullable Instant since;
  private final String headline;
  private final Set<String> seen = new LinkedHashSet<>();
  private final Set<String> rule = new LinkedHashSet<>();
  private final Set<String> change = new LinkedHashSet<>();
  private final Set<String> next = new LinkedHashSet<>();
  private final Set<String> also = new LinkedHashSet<>();

  Draft(Target target, String state, @Nullable Instant since, String headline) {
    this.target = target;
    this.state = state;
    this.since = since;
    this.headline = headline;
  }

  Draft seen(String sentence) {
    return to(seen, sentence);
  }

  Draft rule(String sentence) {
    return to(rule, sentence);
  }

  Draft change(String sentence) {
    return to(change, sentence);
  }

  Draft next(String sentence) {
    return to(next, sentence);
  }

  Draft also(String sentence) {
    return to(also, sentence);
  }

  private Draft to(Set<String> section, String sentence) {
    if (!sentence.isEmpty()) {
      section.add(sentence);
    }
    return this;
  }

  Explanation finished() {
    return new Explanation(
        target.toString(),
        state,
        since,
        headline,
        List.copyOf(seen),
        List.copyOf(rule),
        List.copyOf(change),
        List.copyOf(next),
        List.copyOf(also));
  }
}
