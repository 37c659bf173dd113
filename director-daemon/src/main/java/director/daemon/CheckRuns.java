// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.ChecksConfig.Need;
import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.Caller;
import director.daemon.control.CheckRun;
import director.daemon.control.CheckRunReport;
import director.daemon.control.CheckRunReport.Verdict;
import director.daemon.control.Outcome;
import director.daemon.control.UnknownName;
import director.daemon.plan.CheckPlan;
import director.daemon.plan.CheckPlan.Checks;
import director.daemon.plan.ServerKey;
import director.healthcheck.request.Question;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.ReadableDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the checks of one server because somebody wants to know, beside their plan.
 *
 * @param asker probes once
 */
record CheckRuns(CheckPlan plan, Function<Question, CompletableFuture<ProbeResult>> asker) {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** Less than the control socket waits for an answer. */
  private static final Duration LONGEST = Duration.ofSeconds(50);

  /**
   * Does it.
   *
   * @param only the name of a check; all of the server if empty
   * @return done when all have answered or cannot any more
   */
  CompletableFuture<CheckRun> give(
      Caller caller, DirectorConfig config, ServerKey key, Optional<String> only) {
    ServiceConfig service = config.services().get(key.service());
    if (service == null) {
      return refused(
          UnknownName.of("service", key.service(), config.services().keySet()).refused());
    }
    RealServerConfig server = service.realServers().get(key.server());
    if (server == null) {
      return refused(
          UnknownName.server(key.service(), key.server(), service.realServers().keySet())
              .refused());
    }
    Checks checks = plan.servers().get(key);
    if (checks == null) {
      return refused(
          Outcome.refused(
              key + " is not checked",
              List.of("the configuration has check = none for it, so there is nothing to ask")));
    }
    if (only.isPresent() && !checks.ids().containsKey(only.get())) {
      return refused(UnknownName.of("check", only.get(), checks.ids().keySet()).refused());
    }
    SortedMap<String, Question> questions = questions(checks, only);
    LOG.info("{} asks for a run of checks of {}: {}", caller, key, questions.keySet());
    Need need = questions.size() == 1 ? Need.ALL : checks.need();
    return ask(questions)
        .handle(
            (found, failure) ->
                found == null
                    ? CheckRun.refused(notAsked(failure))
                    : CheckRun.of(
                        new CheckRunReport(
                            key.service(),
                            key.server(),
                            ServerAddress.of(service, server),
                            found.begun(),
                            need.name().toLowerCase(Locale.ROOT),
                            together(need, found.results().values().stream().toList()),
                            CheckRunParts.of(questions, found.results()))));
  }

  /** The checker has a line for such questions, and an end. */
  private static Outcome notAsked(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    if (cause instanceof RejectedExecutionException) {
      return Outcome.refused(
          "too many checks are asked for at once",
          List.of("hundreds wait in line already: try again later"));
    }
    if (cause instanceof CancellationException) {
      return Outcome.refused("the director is stopping", List.of());
    }
    throw new IllegalStateException("a check that was asked for gave no result", failure);
  }

  private static CompletableFuture<CheckRun> refused(Outcome why) {
    return CompletableFuture.completedFuture(CheckRun.refused(why));
  }

  private SortedMap<String, Question> questions(Checks checks, Optional<String> only) {
    SortedMap<String, Question> questions = new TreeMap<>();
    checks.ids().entrySet().stream()
        .filter(check -> only.isEmpty() || only.get().equals(check.getKey()))
        .forEach(
            check ->
                questions.put(
                    check.getKey(),
                    Objects.requireNonNull(plan.orders().get(check.getValue())).question()));
    return questions;
  }

  private record Found(Instant begun, SortedMap<String, ProbeResult> results) {}

  private CompletableFuture<Found> ask(SortedMap<String, Question> questions) {
    Instant begun = Instant.now();
    SortedMap<String, CompletableFuture<ProbeResult>> answers = new TreeMap<>();
    questions.forEach((name, question) -> answers.put(name, bounded(question)));
    return CompletableFuture.allOf(answers.values().toArray(CompletableFuture<?>[]::new))
        .thenApply(
            all -> {
              SortedMap<String, ProbeResult> results = new TreeMap<>();
              answers.forEach((name, answer) -> results.put(name, answer.join()));
              return new Found(begun, Collections.unmodifiableSortedMap(results));
            });
  }

  private CompletableFuture<ProbeResult> bounded(Question question) {
    return asker
        .apply(question)
        .completeOnTimeout(
            new ProbeResult(
                director.healthcheck.state.Verdict.VOID,
                "no result within "
                    + ReadableDuration.of(LONGEST)
                    + ", and nobody waits longer here; the check itself waits "
                    + ReadableDuration.of(question.timeout()),
                ProbePhase.CONNECT,
                ProbeTimes.endedAfter(LONGEST)),
            LONGEST.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** As it would be if each had said so often enough. */
  private static Verdict together(Need need, List<ProbeResult> results) {
    Verdict decisive = need == Need.ALL ? Verdict.FAILED : Verdict.PASSED;
    Verdict otherwise = need == Need.ALL ? Verdict.PASSED : Verdict.FAILED;
    List<Verdict> verdicts =
        results.stream().map(result -> Verdict.valueOf(result.verdict().name())).toList();
    if (verdicts.contains(decisive)) {
      return decisive;
    }
    return verdicts.contains(Verdict.VOID) ? Verdict.VOID : otherwise;
  }
}
