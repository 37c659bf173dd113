// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.probe.Prober;
import director.healthcheck.probe.RunningProbe;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.Question;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A network without a network: probes answer when the test says so. */
final class FakeProber implements Prober {

  static final ProbeResult PASSED =
      result(Verdict.PASSED, "answered 200 in 12 ms", ProbePhase.ANSWERED);
  static final ProbeResult STATUS_503 =
      result(Verdict.FAILED, "HTTP status 503, expected 200", ProbePhase.ANSWERED);
  static final ProbeResult RESET =
      result(
          Verdict.FAILED, "connection reset by the server before any response", ProbePhase.HEADER);
  static final ProbeResult SILENT =
      result(Verdict.FAILED, "TLS handshake done but no HTTP response", ProbePhase.HEADER);

  /** A probe that was started. */
  final class Started implements RunningProbe {
    final String path;
    final Duration at;
    final Consumer<ProbeResult> done;
    long received;
    String end = "";

    private Started(String path, Duration at, Consumer<ProbeResult> done) {
      this.path = path;
      this.at = at;
      this.done = done;
    }

    void answer(ProbeResult result) {
      end = "answered";
      open--;
      done.accept(result);
    }

    @Override
    public ProbePhase reached() {
      return ProbePhase.HEADER;
    }

    @Override
    public long received() {
      return received;
    }

    @Override
    public ProbeResult giveUp() {
      end = "given up";
      open--;
      return SILENT;
    }

    @Override
    public void cancel() {
      end = "cancelled";
      open--;
    }
  }

  final List<Started> started = new ArrayList<>();
  int open;
  private final Supplier<Duration> clock;

  FakeProber(Supplier<Duration> clock) {
    this.clock = clock;
  }

  @Override
  public RunningProbe start(Question question, Consumer<ProbeResult> done) {
    String path =
        question.request() instanceof HttpCheck http
            ? http.exchanges().get(0).path()
            : question.request().kind();
    Started probe = new Started(path, clock.get(), done);
    started.add(probe);
    open++;
    return probe;
  }

  /** The latest probe. */
  Started last() {
    return started.get(started.size() - 1);
  }

  private static ProbeResult result(Verdict verdict, String seen, ProbePhase reached) {
    return new ProbeResult(verdict, seen, reached, ProbeTimes.endedAfter(Duration.ofMillis(12)));
  }
}
