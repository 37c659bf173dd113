// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import director.daemon.control.PlanReport.Change;
import director.daemon.event.Target;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that would be another.
 *
 * @param effect for clients, a sentence; empty for none
 * @param touched connections; null where there are none to touch, or nobody knows
 * @param lost those of them that do not live on; 0 where that is not known
 */
record Touch(
    Verb verb,
    Target target,
    List<String> detail,
    String effect,
    @Nullable Long touched,
    long lost) {

  /** In the order in which people want to read them. */
  enum Verb {
    REMOVE,
    CHANGE,
    ADD
  }

  Touch {
    detail = List.copyOf(detail);
  }

  static Touch of(Verb verb, Target target, List<String> detail, String effect) {
    return new Touch(verb, target, detail, effect, null, 0);
  }

  Change reported() {
    return new Change(
        verb.name().toLowerCase(Locale.ROOT), target.toString(), detail, effect, touched);
  }
}
