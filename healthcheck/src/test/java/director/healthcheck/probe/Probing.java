// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A probe loop with blocking verbs for tests; nothing here waits for a time, only for an event. */
final class Probing implements AutoCloseable {

  static final CheckRequest HTTP = request(false, "photos.example.com", null);
  static final CheckRequest HTTPS = request(true, "photos.example.com", "photos.example.com");

  /** What the sentences are to say; nobody waits for it. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final ProbeLoop loop;
  private final Prober prober;

  Probing() {
    this(InstantSource.system());
  }

  /** By another clock of the wall. */
  Probing(InstantSource clock) {
    loop = ProbeLoop.start("probe-test", clock);
    prober = Probers.on(loop, thread -> Probing::nobody);
  }

  /**
   * @param serverName null to ask for none
   */
  static CheckRequest request(boolean tls, String host, String serverName) {
    return HttpCheck.of(
        tls ? Optional.of(TlsTerms.asking(Optional.ofNullable(serverName))) : Optional.empty(),
        HttpExchange.get("/health?deep=1", host, ExpectedStatus.of(200)));
  }

  static InetSocketAddress address(ServerSocket server) {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** Probes until the probe ends by itself. */
  ProbeResult probe(CheckRequest request, InetSocketAddress target) {
    var result = new CompletableFuture<ProbeResult>();
    onLoop(() -> start(request, target, result::complete));
    return outcome(result);
  }

  ProbeResult probe(CheckRequest request, TestServer server) {
    return probe(request, server.address());
  }

  /** Probes, and gives up when this phase is reached, as if its time were over then. */
  ProbeResult giveUpIn(ProbePhase phase, CheckRequest request, InetSocketAddress target) {
    return onLoop(startUntil(phase, request, target)::giveUp);
  }

  /** Starts a probe, and returns it when this phase is reached. */
  RunningProbe startUntil(ProbePhase phase, CheckRequest request, InetSocketAddress target) {
    var endedEarly = new CompletableFuture<ProbeResult>();
    RunningProbe probe = onLoop(() -> start(request, target, endedEarly::complete));
    while (onLoop(probe::reached) != phase) {
      if (endedEarly.isDone()) {
        throw new AssertionError("ended before " + phase + ": " + outcome(endedEarly).seen());
      }
      spin();
    }
    return probe;
  }

  /** Probes by this way until the probe ends by itself. */
  ProbeResult probe(CheckRequest request, InetSocketAddress target, ProbePath path) {
    var result = new CompletableFuture<ProbeResult>();
    onLoop(() -> prober.start(new Question(request, target, path, TIMEOUT), result::complete));
    return outcome(result);
  }

  /** Probes, and gives up after so many signs of life, as if the probe's time were over then. */
  ProbeResult giveUpAfter(long received, CheckRequest request, InetSocketAddress target) {
    RunningProbe probe = onLoop(() -> start(request, target, early -> {}));
    while (onLoop(probe::received) < received) {
      spin();
    }
    return onLoop(probe::giveUp);
  }

  RunningProbe start(CheckRequest request, InetSocketAddress target, Consumer<ProbeResult> done) {
    return prober.start(new Question(request, target, ProbePath.ROUTED, TIMEOUT), done);
  }

  <T> T onLoop(Callable<T> work) {
    var result = new CompletableFuture<T>();
    loop.execute(
        () -> {
          try {
            result.complete(work.call());
          } catch (Exception | Error e) {
            result.completeExceptionally(e);
          }
        });
    return outcome(result);
  }

  private static RunningProbe nobody(Question question, Consumer<ProbeResult> done) {
    throw new AssertionError("not asked over a socket: " + question);
  }

  /** Interruptible, so that a test's time limit reaches it. */
  private static <T> T outcome(CompletableFuture<T> result) {
    try {
      return result.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Timers that are pending in the event loop. */
  int timers() throws ReflectiveOperationException {
    Field thread = ProbeLoop.class.getDeclaredField("thread");
    thread.setAccessible(true);
    Object eventLoop = thread.get(loop);
    Class<?> type = eventLoop.getClass();
    while (!type.getSimpleName().equals("AbstractScheduledEventExecutor")) {
      type = type.getSuperclass();
    }
    Field queue = type.getDeclaredField("scheduledTaskQueue");
    queue.setAccessible(true);
    var timers = (Collection<?>) queue.get(eventLoop);
    return timers == null ? 0 : timers.size();
  }

  /** Sockets that are open in this process, on both sides of all connections. */
  static long sockets() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(Probing::isSocket).count();
    }
  }

  /** Fewer may be left, since sockets of earlier tests may have been counted on their way out. */
  static void awaitSockets(long most) throws IOException {
    while (sockets() > most) {
      spin();
    }
  }

  /** One turn of a busy wait, ended by a test's time limit. */
  private static void spin() {
    Thread.onSpinWait();
    if (Thread.interrupted()) {
      throw new AssertionError("the time limit came before the event");
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
