// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One probe by one datagram, from the asking to the verdict. The first finding stands, and the
 * socket is closed outside of the read that led to it.
 */
final class DatagramProbe extends ChannelInboundHandlerAdapter implements RunningProbe {

  /** Datagrams that may come and answer something else. */
  private static final int IGNORED = 100;

  private final DatagramDialogue dialogue;
  private final Duration timeout;
  private final Ending ending;
  private final PhaseClock clock = new PhaseClock();
  private @Nullable Channel channel;
  private int heard;

  /**
   * @param soon runs a task on the probe's thread, but not at once
   */
  DatagramProbe(
      DatagramDialogue dialogue, Duration timeout, Executor soon, Consumer<ProbeResult> done) {
    this.dialogue = dialogue;
    this.timeout = timeout;
    this.ending = new Ending(soon, done, this::close);
  }

  /** Becomes the last handler of {@code opened}, which is about to be connected. */
  void converseOn(Channel opened) {
    channel = opened;
    dialogue.handlers().forEach(opened.pipeline()::addLast);
    opened.pipeline().addLast(this);
  }

  /** The datagram is on its way. */
  void asked() {
    clock.connected(ProbePhase.HEADER);
  }

  void failed(ConnectFailure failure) {
    found(new Finding(failure.verdict(), false, failure.seen()));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (ending.isOpen()) {
        heard(message);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void heard(Object message) {
    count();
    dialogue.heard(message).ifPresent(this::found);
    if (ending.isOpen() && heard > IGNORED) {
      found(Finding.bad("more than " + IGNORED + " datagrams came that answer something else"));
    }
  }

  private void count() {
    if (heard++ == 0) {
      clock.firstByte();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
    if (thrown instanceof DecoderException) {
      count();
      found(dialogue.malformed());
    } else if (thrown instanceof IOException) {
      failed(ConnectFailure.ofDatagram(thrown));
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
    return heard;
  }

  @Override
  public ProbeResult giveUp() {
    return ending.giveUp(() -> result(dialogue.silent(timeout)));
  }

  @Override
  public void cancel() {
    ending.cancel();
  }

  private void found(Finding finding) {
    ending.with(() -> result(finding));
  }

  private ProbeResult result(Finding finding) {
    if (finding.answered()) {
      clock.answered();
    }
    return finding.at(clock);
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void close() {
    if (channel != null) {
      channel.close();
    }
  }
}
