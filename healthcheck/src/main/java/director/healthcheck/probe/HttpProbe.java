// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.ReadableDuration;
import director.healthcheck.state.Verdict;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One GET over one fresh connection, from the connect to the verdict. The first finding stands;
 * what arrives after it is thrown away until the connection is closed, which happens outside of the
 * read that led to it.
 */
final class HttpProbe extends ChannelInboundHandlerAdapter
    implements RunningProbe, ResponseTap.Listener {

  private final HttpRequestSpec request;
  private final Duration timeout;
  private final Executor soon;
  private final Consumer<ProbeResult> done;
  private final ResponseJudge judge;
  private final ReadLimit limit = new ReadLimit(this::tooMuch);
  private final ResponseTap tap = new ResponseTap(this);
  private final PhaseClock clock = new PhaseClock();
  private final Unfinished unfinished;
  private @Nullable Channel channel;
  private @Nullable ProbeResult result;
  private boolean over;

  /**
   * @param soon runs a task on the probe's thread, but not at once
   */
  HttpProbe(HttpRequestSpec request, Duration timeout, Executor soon, Consumer<ProbeResult> done) {
    this.request = request;
    this.timeout = timeout;
    this.soon = soon;
    this.done = done;
    this.judge = new ResponseJudge(request.status(), tap::excerpt);
    this.unfinished = new Unfinished(request.tls(), clock, judge);
  }

  /** Becomes the last handler of {@code opened}, which is about to connect. */
  void converseOn(Channel opened, ClientTls tls) {
    channel = opened;
    ChannelPipeline pipeline = opened.pipeline().addLast(limit);
    if (request.tls()) {
      pipeline.addLast(tls.handler(opened.alloc(), request.sni()));
    }
    pipeline.addLast(tap).addLast(ResponseJudge.decoder()).addLast(this);
  }

  void cannotConnect(ConnectFailure failure) {
    found(new Finding(failure.verdict(), false, failure.seen()));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    clock.connected(request.tls() ? ProbePhase.TLS : ProbePhase.HEADER);
    if (!request.tls()) {
      send(context);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        clock.secured();
        send(context);
      } else {
        broken(handshake.cause());
      }
    }
  }

  @Override
  public void firstByte() {
    clock.firstByte();
  }

  @Override
  public void notHttp(String excerpt) {
    found(Finding.bad("not an HTTP response, it begins with " + excerpt));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (result == null) {
        judge.on((HttpObject) message).ifPresent(this::found);
        if (judge.inBody() && clock.phase() == ProbePhase.HEADER) {
          clock.headerRead();
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    found(Finding.broken(unfinished.broken(BrokenConnection.CLOSED)));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
    if (BrokenConnection.isNetworks(thrown)) {
      broken(thrown);
    } else {
      found(new Finding(Verdict.VOID, false, "a mistake in directord: " + thrown));
      ProbeLoop.report(thrown);
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
    over = true;
    close();
    return result == null ? result(Finding.broken(unfinished.silent(timeout))) : result;
  }

  @Override
  public void cancel() {
    over = true;
    close();
  }

  /** A failed write closes the channel, and that is seen. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(ChannelHandlerContext context) {
    context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), request.text()));
  }

  /** The server sent more than any answer may have. */
  private void tooMuch() {
    found(
        clock.phase() == ProbePhase.TLS
            ? Finding.broken("TLS handshake failed: the server sent more than 256 KB")
            : judge.enough());
  }

  private void broken(Throwable thrown) {
    found(Finding.broken(unfinished.broken(BrokenConnection.by(thrown))));
  }

  private void found(Finding finding) {
    if (result == null && !over) {
      result = result(finding);
      soon.execute(this::conclude);
    }
  }

  private void conclude() {
    if (!over && result != null) {
      over = true;
      close();
      done.accept(result);
    }
  }

  private ProbeResult result(Finding finding) {
    if (finding.answered()) {
      clock.answered();
    }
    ProbeTimes times = clock.times();
    String seen =
        finding.verdict() == Verdict.PASSED
            ? finding.seen() + " in " + ReadableDuration.of(times.whole())
            : finding.seen();
    return new ProbeResult(finding.verdict(), seen, clock.phase(), times);
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
