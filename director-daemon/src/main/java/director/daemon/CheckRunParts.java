// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.control.CheckRunReport;
import director.daemon.control.CheckRunReport.Verdict;
import director.healthcheck.request.Question;
import director.healthcheck.state.Advice;
import director.healthcheck.state.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What operators are told of checks that were asked on demand, each. */
final class CheckRunParts {
  private static final double NANOS_PER_MILLI = 1e6;

  private static final Set<String> PORTLESS = Set.of("ping", "script", "file");

  private CheckRunParts() {}

  static List<CheckRunReport.Check> of(
      SortedMap<String, Question> questions, Map<String, ProbeResult> results) {
    List<CheckRunReport.Check> checks = new ArrayList<>();
    questions.forEach(
        (name, question) ->
            checks.add(of(name, question, Objects.requireNonNull(results.get(name)))));
    return checks;
  }

  private static CheckRunReport.Check of(String name, Question question, ProbeResult result) {
    return new CheckRunReport.Check(
        name,
        question.request().kind(),
        target(question),
        Verdict.valueOf(result.verdict().name()),
        result.seen(),
        question.timeout().toNanos() / NANOS_PER_MILLI,
        ServerChecks.phases(result.times()),
        phrase(result.advice()),
        result.notes(),
        result.warnings());
  }

  private static String target(Question question) {
    String text = question.target().toString().substring(1);
    return PORTLESS.contains(question.request().kind())
        ? text.substring(0, text.lastIndexOf(':'))
        : text;
  }

  /** {@code 75 % of its weight, no new connections}; null if there is nothing to say. */
  private static @Nullable String phrase(Advice advice) {
    List<String> words = new ArrayList<>();
    advice.weight().ifPresent(weight -> words.add("weight " + weight));
    if (advice.addend() != 0) {
      words.add("weight %+d".formatted(advice.addend()));
    }
    advice.share().ifPresent(share -> words.add(share + " % of its weight"));
    switch (advice.mode()) {
      case SERVE -> {}
      case DRAIN -> words.add("no new connections");
      case MAINTENANCE -> words.add("in maintenance");
    }
    return words.isEmpty() ? null : String.join(", ", words);
  }
}
