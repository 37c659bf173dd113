// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One probe over one fresh TCP connection, from the connect to the verdict. The first finding
 * stands; what arrives after it is thrown away until the connection is closed, which happens
 * outside of the read that led to it.
 */
final class StreamProbe extends ChannelInboundHandlerAdapter
    implements RunningProbe, Dialogue.Line {

  private final Dialogue dialogue;
  private final boolean tls;
  private final Duration timeout;
  private final Ending ending;
  private final ReadLimit limit;
  private final PhaseClock clock = new PhaseClock();
  private final FirstBytes firstBytes = new FirstBytes(clock::firstByte);
  private final Unfinished unfinished;
  private @Nullable Channel channel;
  private @Nullable TlsLine secure;

  /**
   * @param soon runs a task on the probe's thread, but not at once
   */
  StreamProbe(
      Dialogue dialogue, boolean tls, Duration timeout, Executor soon, Consumer<ProbeResult> done) {
    this.dialogue = dialogue;
    this.tls = tls;
    this.timeout = timeout;
    this.ending = new Ending(soon, done, this::close);
    this.limit = new ReadLimit(dialogue.readLimit(), this::tooMuch);
    this.unfinished = new Unfinished(tls, clock, dialogue);
  }

  /**
   * Becomes the last handler of {@code opened}, which is about to connect.
   *
   * @param line null without TLS
   */
  void converseOn(Channel opened, @Nullable TlsLine line) {
    channel = opened;
    secure = line;
    ChannelPipeline pipeline = opened.pipeline().addLast(limit);
    if (line != null) {
      pipeline.addLast(line.handler());
    }
    pipeline.addLast(firstBytes);
    dialogue.handlers().forEach(pipeline::addLast);
    pipeline.addLast(this);
  }

  void cannotConnect(ConnectFailure failure) {
    found(new Finding(failure.verdict(), false, failure.seen()));
  }

  void cannotSpeakTls(UnusableTls ourFault) {
    found(
        new Finding(
            Verdict.VOID, false, "this host cannot speak TLS as configured: " + ourFault.why()));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    clock.connected(tls ? ProbePhase.TLS : ProbePhase.HEADER);
    if (!tls) {
      dialogue.opened(context, this);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        clock.secured();
        if (secure != null) {
          secure.secured();
        }
        dialogue.opened(context, this);
      } else {
        broken(handshake.cause());
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (ending.isOpen()) {
        dialogue.heard(context, message, this);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (ending.isOpen()) {
      dialogue.closed(this);
    }
    found(Finding.broken(unfinished.broken(BrokenConnection.CLOSED)));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
    if (BrokenConnection.isNetworks(thrown)) {
      broken(thrown);
    } else {
      found(Finding.ourMistake(thrown));
      if (thrown instanceof Error) {
        ProbeLoop.report(thrown);
      }
    }
  }

  @Override
  public ProbePhase reached() {
    return clock.phase();
  }

  @Override
  public long received() {
    return clock.phase() == ProbePhase.CONNECT ? 0 : 1L + limit.taken();
  }

  @Override
  public ProbeResult giveUp() {
    return ending.giveUp(() -> result(Finding.broken(unfinished.silent(timeout))));
  }

  @Override
  public void cancel() {
    ending.cancel();
  }

  @Override
  public void inBody() {
    if (clock.phase() == ProbePhase.HEADER) {
      clock.headerRead();
    }
  }

  @Override
  public String excerpt() {
    return firstBytes.excerpt();
  }

  /** The server sent more than any answer may have. */
  private void tooMuch() {
    found(
        clock.phase() == ProbePhase.TLS
            ? Finding.broken(
                "TLS handshake failed: the server sent more than "
                    + dialogue.readLimit() / 1024
                    + " KB")
            : dialogue.tooMuch());
  }

  private void broken(Throwable thrown) {
    found(
        Distrusted.in(thrown)
            .map(Finding::bad)
            .orElseGet(() -> Finding.broken(unfinished.broken(BrokenConnection.by(thrown)))));
  }

  @Override
  public void found(Finding finding) {
    ending.with(() -> result(finding));
  }

  private ProbeResult result(Finding finding) {
    if (finding.answered()) {
      clock.answered();
    }
    if (secure == null) {
      return finding.at(clock);
    }
    secure.ended(finding.verdict());
    return finding.also(secure.notes(), secure.warnings()).at(clock);
  }

  /** With TLS's close_notify if that can be sent at once, and without if not. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void close() {
    if (channel != null) {
      channel.close();
      if (channel.isOpen()) {
        channel.pipeline().firstContext().close();
      }
    }
  }
}
