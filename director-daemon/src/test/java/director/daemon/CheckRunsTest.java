// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Configs.photos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import director.daemon.config.DirectorConfig;
import director.daemon.control.Caller;
import director.daemon.control.CheckRun;
import director.daemon.control.CheckRunReport;
import director.daemon.control.CheckRunReport.Verdict;
import director.daemon.control.Outcome;
import director.daemon.control.StatusReport.Phases;
import director.daemon.plan.CheckPlan;
import director.daemon.plan.ServerKey;
import director.healthcheck.request.Question;
import director.healthcheck.state.Advice;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckRunsTest {
  private static final Caller CALLER = new Caller(7, 1000);
  private static final String SEVERAL =
      """
      services.photos {
        virtual = "203.0.113.10:443"
        %s
        checks {
          a { type = tcp, port = 1, timeout = 1s }
          b { type = tcp, port = 2, timeout = 2s }
        }
        real-servers.router1.address = "10.0.0.11"
      }
      """;

  private final List<Question> asked = new ArrayList<>();
  private final List<CompletableFuture<ProbeResult>> answers = new ArrayList<>();

  @Test
  @DisplayName("asks what the plan asks, and tells all that was seen")
  void one() {
    DirectorConfig config = Configs.of(photos("{ path = \"/health\", timeout = 2s }"));
    CompletableFuture<CheckRun> run = give(config, "router1", Optional.empty());
    boolean early = run.isDone();

    answers
        .get(0)
        .complete(
            new ProbeResult(
                director.healthcheck.state.Verdict.PASSED,
                "HTTP status 200",
                ProbePhase.ANSWERED,
                new ProbeTimes(
                    Duration.ofMillis(1),
                    Duration.ofMillis(3),
                    Duration.ofMillis(4),
                    Duration.ofMillis(5)),
                new Advice(OptionalInt.of(7), -2, OptionalInt.of(50), Advice.Mode.DRAIN),
                List.of("TLSv1.3"),
                List.of("expires soon")));

    CheckRunReport report = run.join().report().orElseThrow();
    assertFalse(early);
    assertEquals(Duration.ofSeconds(2), asked.get(0).timeout());
    assertEquals(
        new CheckRunReport(
            "photos",
            "router1",
            "10.0.0.11:443",
            report.time(),
            "all",
            Verdict.PASSED,
            List.of(
                new CheckRunReport.Check(
                    "check",
                    "https",
                    "10.0.0.11:443",
                    Verdict.PASSED,
                    "HTTP status 200",
                    2000,
                    new Phases(1.0, 3.0, 4.0, 5.0),
                    "weight 7, weight -2, 50 % of its weight, no new connections",
                    List.of("TLSv1.3"),
                    List.of("expires soon")))),
        report);
  }

  @ParameterizedTest(name = "{0}: {1}, {2}: {3}")
  @CsvSource({
    "all, PASSED, PASSED, PASSED",
    "all, PASSED, FAILED, FAILED",
    "all, VOID, FAILED, FAILED",
    "all, PASSED, VOID, VOID",
    "any, PASSED, FAILED, PASSED",
    "any, VOID, PASSED, PASSED",
    "any, FAILED, VOID, VOID",
    "any, FAILED, FAILED, FAILED"
  })
  @DisplayName("several make one verdict, as all or any of them are needed")
  void several(
      String need,
      director.healthcheck.state.Verdict a,
      director.healthcheck.state.Verdict b,
      Verdict together) {
    DirectorConfig config = Configs.of(SEVERAL.formatted("checks-needed = " + need));
    CompletableFuture<CheckRun> run = give(config, "router1", Optional.empty());

    answers.get(1).complete(result(b));
    answers.get(0).complete(result(a));

    assertEquals(together, run.join().report().orElseThrow().verdict());
  }

  @Test
  @DisplayName("one of several can be asked alone, and then it alone decides")
  void named() {
    DirectorConfig config = Configs.of(SEVERAL.formatted("checks-needed = any"));
    CompletableFuture<CheckRun> run = give(config, "router1", Optional.of("b"));

    answers.get(0).complete(result(director.healthcheck.state.Verdict.FAILED));

    CheckRunReport report = run.join().report().orElseThrow();
    assertEquals(1, asked.size());
    assertEquals(Verdict.FAILED, report.verdict());
    assertEquals("b", report.checks().get(0).name());
    assertEquals("10.0.0.11:2", report.checks().get(0).target());
  }

  @Test
  @DisplayName("whom it cannot ask it names, with what there is")
  void refused() {
    DirectorConfig config =
        Configs.of(
            photos("{}")
                + "services.plain {\n"
                + "virtual = \"203.0.113.10:80\", check = none, real-servers.r.address = \"10.0.0.1\" }");

    assertEquals(
        List.of(
            Outcome.refused(
                "there is no service photo",
                List.of("did you mean photos?", "there is: photos, plain")),
            Outcome.refused(
                "service photos has no server router9",
                List.of("did you mean router1?", "there is: router1, router2")),
            Outcome.refused("there is no check tls", List.of("there is: check")),
            Outcome.refused(
                "plain/r is not checked",
                List.of("the configuration has check = none for it, so there is nothing to ask"))),
        List.of(
            refusal(give(config, new ServerKey("photo", "router1"), Optional.empty())),
            refusal(give(config, "router9", Optional.empty())),
            refusal(give(config, "router1", Optional.of("tls"))),
            refusal(give(config, new ServerKey("plain", "r"), Optional.empty()))));
    assertEquals(List.of(), asked);
  }

  @Test
  @DisplayName("that the line is full, or the checker closed, is a refusal")
  void full() {
    DirectorConfig config = Configs.of(photos("{}"));
    CompletableFuture<CheckRun> full = give(config, "router1", Optional.empty());
    CompletableFuture<CheckRun> closed = give(config, "router1", Optional.empty());

    answers.get(0).completeExceptionally(new RejectedExecutionException("full"));
    answers.get(1).cancel(false);

    assertEquals("too many checks are asked for at once", refusal(full).message());
    assertEquals("the director is stopping", refusal(closed).message());
  }

  private CompletableFuture<CheckRun> give(
      DirectorConfig config, String server, Optional<String> only) {
    return give(config, new ServerKey("photos", server), only);
  }

  private CompletableFuture<CheckRun> give(
      DirectorConfig config, ServerKey key, Optional<String> only) {
    CheckPlan plan = CheckPlan.of(config.services().values(), Map.of());
    return new CheckRuns(plan, this::ask).give(CALLER, config, key, only);
  }

  private CompletableFuture<ProbeResult> ask(Question question) {
    CompletableFuture<ProbeResult> answer = new CompletableFuture<>();
    asked.add(question);
    answers.add(answer);
    return answer;
  }

  private static Outcome refusal(CompletableFuture<CheckRun> run) {
    return run.join().refused().orElseThrow();
  }

  private static ProbeResult result(director.healthcheck.state.Verdict verdict) {
    return new ProbeResult(
        verdict, "seen", ProbePhase.ANSWERED, ProbeTimes.endedAfter(Duration.ofMillis(1)));
  }
}
