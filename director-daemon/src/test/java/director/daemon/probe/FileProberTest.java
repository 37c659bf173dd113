// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.local.state.NumberReading;
import director.healthcheck.probe.RunningProbe;
import director.healthcheck.request.FileCheck;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.state.Advice;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FileProberTest {
  private static final Path FILE = Path.of("/run/load");

  private final ProbeThread thread = new ProbeThread();
  private final Queue<Runnable> blocking = new ArrayDeque<>();
  private final FileProber prober =
      new FileProber(file -> new NumberReading.Found(5), blocking::add, thread);
  private final List<ProbeResult> results = new ArrayList<>();

  private static Question question(int factor) {
    return new Question(
        new FileCheck(FILE, factor),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 443),
        ProbePath.ROUTED,
        Duration.ofSeconds(1));
  }

  @Test
  @DisplayName("one reading serves all who ask for the file meanwhile, each in his own way")
  void oneReading() {
    prober.start(question(0), results::add);
    prober.start(question(2), results::add);
    assertEquals(1, blocking.size());

    blocking.remove().run();
    thread.until(() -> results.size() == 2, results::toString);

    assertEquals(Verdict.FAILED, results.get(0).verdict());
    assertEquals(Advice.addend(10), results.get(1).advice());
  }

  @Test
  @DisplayName(
      "a file system that does not answer says nothing about the server, and gets no more threads")
  void silent() {
    RunningProbe probe = prober.start(question(0), results::add);

    ProbeResult given = probe.giveUp();
    assertEquals(0, prober.waiting());
    RunningProbe next = prober.start(question(0), results::add);

    assertEquals(Verdict.VOID, given.verdict());
    assertEquals(1, blocking.size());
    next.cancel();
    blocking.remove().run();
    thread.until(() -> true, results::toString);
    assertEquals(List.of(), results);
    prober.start(question(0), results::add);
    assertEquals(1, blocking.size());
  }
}
