// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.AgentCheck;
import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.GrpcCheck;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.Question;
import director.healthcheck.request.SmtpCheck;
import director.healthcheck.request.TcpCheck;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.ProbeResult;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Opens the connections for {@link StreamProbe}. */
final class StreamProber implements Prober {

  private static final int READ_BYTES = 16 * 1024;

  private final EventLoop thread;
  private final ClientTls tls;
  private final Executor soon;

  StreamProber(EventLoop thread, ClientTls tls, Executor soon) {
    this.thread = thread;
    this.tls = tls;
    this.soon = soon;
  }

  @Override
  public RunningProbe start(Question question, Consumer<ProbeResult> done) {
    if (question.request() instanceof HttpCheck http && SequenceProbe.isDue(http)) {
      return new SequenceProbe(http, (dialogue, ended) -> open(question, dialogue, ended), done);
    }
    return open(question, dialogueOf(question.request()), done);
  }

  private RunningProbe open(Question question, Dialogue dialogue, Consumer<ProbeResult> done) {
    Optional<TlsTerms> terms = tlsOf(question.request());
    StreamProbe probe =
        new StreamProbe(dialogue, terms.isPresent(), question.timeout(), soon, done);
    try {
      EpollSocketChannel channel = channel();
      try {
        TlsLine line =
            terms.isEmpty()
                ? null
                : tls.line(
                    channel.alloc(),
                    terms.get(),
                    question.target(),
                    dialogue.applicationProtocols());
        probe.converseOn(channel, line);
        connect(probe, channel, question);
      } catch (UnusableTls ourFault) {
        channel.unsafe().closeForcibly();
        probe.cannotSpeakTls(ourFault);
      }
    } catch (ChannelException noSocket) {
      probe.cannotConnect(ConnectFailure.atOnce(noSocket));
    }
    return probe;
  }

  private static Optional<TlsTerms> tlsOf(CheckRequest request) {
    if (request instanceof HttpCheck http) {
      return http.tls();
    }
    if (request instanceof GrpcCheck grpc) {
      return grpc.tls();
    }
    return request instanceof TcpCheck tcp ? tcp.tls() : Optional.empty();
  }

  private static Dialogue dialogueOf(CheckRequest request) {
    if (request instanceof HttpCheck http) {
      return new HttpDialogue(http.exchanges().get(0));
    }
    if (request instanceof TcpCheck tcp) {
      return new TcpDialogue(tcp);
    }
    if (request instanceof GrpcCheck grpc) {
      return new GrpcDialogue(grpc);
    }
    if (request instanceof SmtpCheck smtp) {
      return new SmtpDialogue(smtp);
    }
    if (request instanceof AgentCheck agent) {
      return new AgentDialogue(agent);
    }
    throw new IllegalArgumentException(request.kind() + " is not asked over a connection");
  }

  private static EpollSocketChannel channel() {
    EpollSocketChannel channel = new EpollSocketChannel();
    // The owner of the probe has the only deadline, and it is not netty's.
    channel
        .config()
        .setConnectTimeoutMillis(0)
        .setTcpNoDelay(true)
        .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(READ_BYTES));
    return channel;
  }

  private void connect(StreamProbe probe, EpollSocketChannel channel, Question question) {
    thread
        .register(channel)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                connectBy(question, probe, channel);
              } else {
                probe.cannotConnect(ConnectFailure.atOnce(registered.cause()));
              }
            });
  }

  private static void connectBy(Question question, StreamProbe probe, EpollSocketChannel channel) {
    if (question.request().equals(TcpCheck.CONNECT)) {
      // A reset leaves neither side in TIME_WAIT, and nothing was said that it could destroy.
      channel.config().setSoLinger(0);
    }
    PathOptions.set(channel, question.path())
        .ifPresentOrElse(
            probe::cannotConnect, () -> tell(probe, channel.connect(question.target())));
  }

  private static void tell(StreamProbe probe, ChannelFuture connect) {
    if (connect.isDone()) {
      if (!connect.isSuccess()) {
        probe.cannotConnect(ConnectFailure.atOnce(connect.cause()));
      }
    } else {
      connect.addListener(
          later -> {
            if (!later.isSuccess()) {
              probe.cannotConnect(ConnectFailure.later(later.cause()));
            }
          });
    }
  }
}
