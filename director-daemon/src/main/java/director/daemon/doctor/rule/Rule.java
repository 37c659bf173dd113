// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Known;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One thing that can be wrong. */
public abstract class Rule {
  private final String id;
  private final Severity severity;
  private final String why;

  /**
   * For a rule.
   *
   * @param id for programs; never changes
   * @param why it matters, a sentence
   */
  Rule(String id, Severity severity, String why) {
    this.id = id;
    this.severity = severity;
    this.why = why;
  }

  public final String id() {
    return id;
  }

  public final Severity severity() {
    return severity;
  }

  /** What follows from the facts. */
  public abstract Verdict judge(Facts facts);

  /** What is wrong, by this rule. */
  final Finding finding(String subject, String seen, String mend) {
    return new Finding(id, severity, subject, seen, why, mend);
  }

  /** That it could not be judged. */
  final Verdict open(String subject, String reason) {
    return Verdict.of(new Open(id, subject, reason));
  }

  /** What {@code judge} says of each virtual router, and of what is known of it. */
  final <T> Verdict ofEachRouter(
      Facts facts, Function<Router, Known<T>> fact, BiFunction<Router, T, Verdict> judge) {
    return Verdict.all(
        facts.agenda().routers().stream()
            .map(
                router ->
                    when(fact.apply(router), router.name(), known -> judge.apply(router, known))));
  }

  /** What {@code judge} says of it; open where it is unknown. */
  final <T> Verdict when(Known<T> fact, String subject, Function<T, Verdict> judge) {
    return fact.value().isPresent() ? judge.apply(fact.value().get()) : open(subject, fact.why());
  }
}
