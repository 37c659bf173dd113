// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends an answer piece by piece. The next piece is asked for when the other side has taken most of
 * what was sent, so that no more than a piece or two wait for a reader, however slow. On the
 * socket's thread only.
 */
final class Sending {
  private static final byte[] SIGN_OF_LIFE = {'\n'};

  private final ChannelHandlerContext context;
  private final Rendered answer;
  private final Limits limits;
  private final Tally tally;
  private final Consumer<Throwable> onFailure;
  private boolean asking;
  private boolean ended;
  private @Nullable ScheduledFuture<?> timer;

  Sending(
      ChannelHandlerContext context,
      Rendered answer,
      Limits limits,
      Tally tally,
      Consumer<Throwable> onFailure) {
    this.context = context;
    this.answer = answer;
    this.limits = limits;
    this.tally = tally;
    this.onFailure = onFailure;
  }

  void begin(boolean chunked) {
    var unused = context.writeAndFlush(answer.head(chunked));
    goOn();
  }

  /** What was sent has left, for the most part. */
  void goOn() {
    if (ended) {
      return;
    }
    if (asking) {
      if (answer.endless() && context.channel().isWritable()) {
        within(limits.signOfLife(), this::live);
      }
      return;
    }
    if (!context.channel().isWritable()) {
      within(answer.endless() ? limits.stalled() : limits.request(), this::stalled);
      return;
    }
    asking = true;
    if (answer.endless()) {
      within(limits.signOfLife(), this::live);
    } else {
      within(limits.answer(), this::stalled);
    }
    var unused =
        answer
            .pieces()
            .next()
            .whenComplete(
                (piece, failure) ->
                    onLoop(
                        () -> {
                          if (failure == null) {
                            take(piece);
                          } else {
                            failed(failure);
                          }
                        }));
  }

  private void onLoop(Runnable task) {
    if (context.executor().inEventLoop()) {
      task.run();
    } else {
      context.executor().execute(task);
    }
  }

  private void failed(Throwable failure) {
    if (!ended) {
      onFailure.accept(failure);
    }
  }

  private void take(Optional<byte[]> piece) {
    asking = false;
    if (ended) {
      return;
    }
    if (piece.isPresent()) {
      write(piece.get());
      // Not by calling: an answer may have more pieces than the stack has room.
      context.executor().execute(this::goOn);
    } else {
      end();
    }
  }

  private void write(byte[] piece) {
    var unused = context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)));
  }

  /** Nothing happened. */
  private void live() {
    if (context.channel().isWritable()) {
      write(SIGN_OF_LIFE);
      within(limits.signOfLife(), this::live);
    } else {
      within(limits.stalled(), this::stalled);
    }
  }

  private void end() {
    ended = true;
    answer.pieces().close();
    within(limits.request(), this::stalled);
    var unused =
        context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(sent -> part());
  }

  /**
   * Over the network a connection that is closed while something of the other side is still under
   * way is reset, and what we sent is lost on its way: our half is closed, the other side closes
   * the rest (RFC 9112, section 9.6).
   */
  private void part() {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls != null && context.channel() instanceof DuplexChannel duplex) {
      within(limits.request(), this::closeNow);
      var unused = tls.closeOutbound().addListener(told -> closeOutput(duplex));
    } else {
      closeNow();
    }
  }

  private static void closeOutput(DuplexChannel channel) {
    var unused = channel.shutdownOutput();
  }

  private void closeNow() {
    var unused = context.close();
  }

  private void stalled() {
    tally.count("a connection is closed", "its answer is not taken");
    var unused = context.close();
  }

  /** The connection is gone. */
  void close() {
    if (timer != null) {
      timer.cancel(false);
    }
    if (!ended) {
      ended = true;
      answer.pieces().close();
    }
  }

  private void within(Duration limit, Runnable otherwise) {
    if (timer != null) {
      timer.cancel(false);
    }
    timer = context.executor().schedule(otherwise, limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
