// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import director.healthcheck.probe.RunningProbe;
import director.healthcheck.request.PingCheck;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import director.netlink.echo.EchoReply;
import director.netlink.linux.Errno;
import director.netlink.linux.ErrnoException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingProberTest {

  /** A network in which each request is answered as the test says. */
  private static final class Network implements EchoPort {
    private final Consumer<EchoReply> heard;
    private final UnaryOperator<EchoReply> answer;

    Network(Consumer<EchoReply> heard, UnaryOperator<EchoReply> answer) {
      this.heard = heard;
      this.answer = answer;
    }

    @Override
    public void request(
        InetAddress target, ProbePath path, int identifier, int sequence, byte[] data) {
      long now = System.nanoTime();
      heard.accept(
          answer.apply(
              new EchoReply(target, target, identifier, sequence, now, ByteBuffer.wrap(data))));
    }

    @Override
    public void close() {}
  }

  private final ProbeThread thread = new ProbeThread();
  private final List<ProbeResult> results = new ArrayList<>();

  private static Question question(String target, ProbePath path) throws IOException {
    return new Question(
        new PingCheck(56),
        new InetSocketAddress(InetAddress.getByName(target), 0),
        path,
        Duration.ofSeconds(2));
  }

  private RunningProbe ask(PingProber.PortSource ports) throws IOException {
    PingProber prober = new PingProber(ports, new Random(7), thread);
    return prober.start(question("192.0.2.11", ProbePath.ROUTED), results::add);
  }

  @Test
  @DisplayName("an echo reply from who was asked means health")
  void answered() throws Exception {
    RunningProbe unused = ask(heard -> new Network(heard, reply -> reply));
    assertEquals(List.of(), results);

    thread.until(() -> !results.isEmpty(), results::toString);

    assertEquals(1, results.size());
    assertEquals(Verdict.PASSED, results.get(0).verdict());
    assertEquals(ProbePhase.ANSWERED, results.get(0).reached());
  }

  private void isNotHeard(UnaryOperator<EchoReply> answer) throws IOException {
    RunningProbe probe = ask(heard -> new Network(heard, answer));
    thread.until(() -> true, results::toString);

    ProbeResult given = probe.giveUp();

    assertEquals(List.of(), results);
    assertEquals(Verdict.FAILED, given.verdict());
    assertEquals("no echo reply within 2 s", given.seen());
  }

  @Test
  @DisplayName("a reply of another, or with other data, number or identifier is no answer")
  void notHeard() throws Exception {
    InetAddress other = InetAddress.getByName("192.0.2.12");
    isNotHeard(r -> new EchoReply(other, other, r.identifier(), r.sequence(), 0, r.data()));
    isNotHeard(
        r -> new EchoReply(r.source(), other, r.identifier() ^ 1, r.sequence(), 0, r.data()));
    isNotHeard(
        r -> new EchoReply(r.source(), other, r.identifier(), r.sequence() + 1, 0, r.data()));
    isNotHeard(
        r ->
            new EchoReply(
                r.source(), other, r.identifier(), r.sequence(), 0, r.data().slice(0, 55)));
    isNotHeard(r -> new EchoReply(r.source(), other, r.identifier(), r.sequence(), 0));
  }

  @Test
  @DisplayName("a second reply to the same request is told nobody")
  void twice() throws Exception {
    RunningProbe unused =
        ask(
            heard ->
                new Network(
                    heard,
                    reply -> {
                      heard.accept(reply);
                      return reply;
                    }));

    thread.until(() -> !results.isEmpty(), results::toString);

    assertEquals(1, results.size());
  }

  @Test
  @DisplayName("what our own host refuses says nothing about the target, and names the remedy")
  void refused() throws Exception {
    RunningProbe unused =
        ask(
            heard -> {
              throw new ErrnoException("open a raw IPv4 socket", Errno.EPERM.intValue());
            });
    assertEquals(List.of(), results);

    thread.until(() -> !results.isEmpty(), results::toString);

    assertEquals(Verdict.VOID, results.get(0).verdict());
    assertEquals(1, results.get(0).warnings().size());
    assertTrue(results.get(0).warnings().get(0).contains("CAP_NET_RAW"), results::toString);
  }

  @Test
  @DisplayName("a probe that was cancelled tells nothing")
  void cancelled() throws Exception {
    RunningProbe probe = ask(heard -> new Network(heard, reply -> reply));

    probe.cancel();

    thread.until(() -> true, results::toString);
    assertEquals(List.of(), results);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"127.0.0.1", "::1"})
  @DisplayName("over real sockets, by routing or over one interface with source and mark")
  void forReal(String self) throws Exception {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root");
    assumeTrue(self.contains(".") || Files.exists(Path.of("/proc/net/if_inet6")), "no IPv6");
    try (PingProber prober = new PingProber(EchoSockets::start, new Random(7), thread)) {
      InetAddress address = InetAddress.getByName(self);
      ProbePath chosen =
          new ProbePath(Optional.of(address), Optional.of("lo"), OptionalInt.of(0x5D000001));

      prober.start(question(self, ProbePath.ROUTED), results::add);
      prober.start(question(self, chosen), results::add);

      thread.until(() -> results.size() == 2, results::toString);
      assertEquals(
          List.of(Verdict.PASSED, Verdict.PASSED),
          results.stream().map(ProbeResult::verdict).toList(),
          results::toString);
    }
  }

  @Test
  @DisplayName("an interface that is not there is our own fault")
  void noInterface() throws Exception {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root");
    try (PingProber prober = new PingProber(EchoSockets::start, new Random(7), thread)) {
      ProbePath path =
          new ProbePath(Optional.empty(), Optional.of("nowhere0"), OptionalInt.empty());

      prober.start(question("127.0.0.1", path), results::add);

      thread.until(() -> !results.isEmpty(), results::toString);
      assertEquals(Verdict.VOID, results.get(0).verdict());
    }
  }
}
