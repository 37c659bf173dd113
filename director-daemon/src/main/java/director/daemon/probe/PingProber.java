// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import director.healthcheck.probe.Prober;
import director.healthcheck.probe.RunningProbe;
import director.healthcheck.request.PingCheck;
import director.healthcheck.request.Question;
import director.healthcheck.state.Advice;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.ReadableDuration;
import director.healthcheck.state.Verdict;
import director.netlink.echo.EchoReply;
import director.netlink.linux.Errno;
import director.netlink.linux.ErrnoException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks by ICMP echo. A reply counts when it comes from the address that was asked, with the
 * identifier, the sequence number and the data of the request.
 */
final class PingProber implements Prober, AutoCloseable {
  private static final int SIXTEEN_BITS = 1 << 16;

  /** Opens the port when the first ping needs it. */
  interface PortSource {
    /**
     * Opens it.
     *
     * @param heard told of replies on any thread
     */
    EchoPort open(Consumer<EchoReply> heard) throws ErrnoException;
  }

  private final PortSource ports;
  private final RandomGenerator random;
  private final Executor thread;
  private final int identifier;
  private final Map<Integer, Probe> asked = new HashMap<>();
  private @Nullable EchoPort port;
  private int lastSequence;

  /** For one thread. */
  PingProber(PortSource ports, RandomGenerator random, Executor thread) {
    this.ports = ports;
    this.random = random;
    this.thread = thread;
    this.identifier = random.nextInt(SIXTEEN_BITS);
  }

  @Override
  public RunningProbe start(Question question, Consumer<ProbeResult> done) {
    Probe probe = new Probe(question, sequence(), done);
    asked.put(probe.sequence, probe);
    try {
      if (port == null) {
        port = ports.open(reply -> thread.execute(() -> heard(reply)));
      }
      probe.sent = System.nanoTime();
      port.request(probe.target, question.path(), identifier, probe.sequence, probe.data);
    } catch (ErrnoException e) {
      probe.refused(e);
    }
    return probe;
  }

  /** As many are never under way, so one is free. */
  private int sequence() {
    do {
      lastSequence = (lastSequence + 1) % SIXTEEN_BITS;
    } while (asked.containsKey(lastSequence));
    return lastSequence;
  }

  private void heard(EchoReply reply) {
    Probe probe = reply.identifier() == identifier ? asked.get(reply.sequence()) : null;
    if (probe != null
        && probe.target.equals(reply.source())
        && reply.data().equals(ByteBuffer.wrap(probe.data))) {
      probe.answered(reply.receivedAt());
    }
  }

  @Override
  public void close() {
    if (port != null) {
      port.close();
    }
  }

  /** One request. */
  private final class Probe implements RunningProbe {
    private final Question question;
    private final InetAddress target;
    private final int sequence;
    private final byte[] data;
    private final Consumer<ProbeResult> done;
    private long sent = System.nanoTime();

    Probe(Question question, int sequence, Consumer<ProbeResult> done) {
      this.question = question;
      this.target = question.target().getAddress();
      this.sequence = sequence;
      this.data = new byte[((PingCheck) question.request()).bytes()];
      this.done = done;
      random.nextBytes(data);
    }

    void answered(long receivedAt) {
      Duration took = Duration.ofNanos(Math.max(0, receivedAt - sent));
      tell(
          new ProbeResult(
              Verdict.PASSED,
              "echo reply in " + ReadableDuration.of(took),
              ProbePhase.ANSWERED,
              new ProbeTimes(null, null, took, took)));
    }

    /** By this host, which says nothing about the target. */
    void refused(ErrnoException why) {
      String seen = "this host cannot ping: " + why.getMessage();
      List<String> warnings =
          why.is(Errno.EPERM)
              ? List.of(seen + "; directord needs CAP_NET_RAW, and CAP_NET_ADMIN for a mark")
              : List.of();
      ProbeTimes times = ProbeTimes.endedAfter(Duration.ofNanos(System.nanoTime() - sent));
      ProbeResult result =
          new ProbeResult(
              Verdict.VOID, seen, ProbePhase.CONNECT, times, Advice.NONE, List.of(), warnings);
      thread.execute(() -> tell(result));
    }

    private void tell(ProbeResult result) {
      if (asked.remove(sequence, this)) {
        done.accept(result);
      }
    }

    @Override
    public ProbePhase reached() {
      return ProbePhase.HEADER;
    }

    @Override
    public long received() {
      return 0;
    }

    @Override
    public ProbeResult giveUp() {
      cancel();
      return new ProbeResult(
          Verdict.FAILED,
          "no echo reply within " + ReadableDuration.of(question.timeout()),
          ProbePhase.HEADER,
          ProbeTimes.endedAfter(Duration.ofNanos(System.nanoTime() - sent)));
    }

    @Override
    public void cancel() {
      asked.remove(sequence, this);
    }
  }
}
