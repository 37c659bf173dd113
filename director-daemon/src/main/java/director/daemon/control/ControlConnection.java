// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.RequestReader.WholeRequest;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: one request is received, answered and sent, each within its time. */
final class ControlConnection extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(ControlConnection.class);

  private enum Phase {
    RECEIVING,
    ANSWERING,
    SENDING
  }

  private final Limits limits;
  private final Seats seats;
  private final Executor writers;
  private final Shelf shelf;
  private Phase phase = Phase.RECEIVING;
  private boolean follows;
  private boolean gone;
  private @Nullable ScheduledFuture<?> deadline;
  private @Nullable Sending sending;

  /**
   * @param writers make bytes of an answer, which may be long
   * @param shelf of all that are long
   */
  ControlConnection(Limits limits, Seats seats, Executor writers, Shelf shelf) {
    this.limits = limits;
    this.seats = seats;
    this.writers = writers;
    this.shelf = shelf;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (!seats.enter()) {
      send(context, Rendered.of(Refusals.tooMany(limits.connections())), true);
      return;
    }
    String detail = "no whole request within " + limits.request().toMillis() + " ms";
    within(
        context,
        limits.request(),
        () ->
            send(
                context,
                Rendered.of(Answer.error(408, "the request is not complete", detail)),
                true));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (phase != Phase.RECEIVING) {
      return;
    }
    if (message instanceof Answer refusal) {
      send(context, Rendered.of(refusal), true);
    } else if (message instanceof WholeRequest request) {
      answer(context, request);
    }
  }

  private void answer(ChannelHandlerContext context, WholeRequest request) {
    phase = Phase.ANSWERING;
    within(context, limits.answer(), () -> send(context, Rendered.of(overdue()), true));
    request
        .asked()
        .answer(request.caller(), request.body())
        .thenApplyAsync(answer -> Rendered.of(answer, shelf), writers)
        .whenCompleteAsync(
            (answer, failure) -> answered(context, request, answer, failure), context.executor());
  }

  private void answered(
      ChannelHandlerContext context,
      WholeRequest request,
      @Nullable Rendered answer,
      @Nullable Throwable failure) {
    if (phase != Phase.ANSWERING || gone) {
      if (answer != null) {
        answer.pieces().close();
      }
      return;
    }
    if (answer == null) {
      failed(context, Objects.requireNonNull(failure, "neither an answer nor a failure"));
    } else if (answer.endless() && !seats.follow()) {
      answer.pieces().close();
      send(context, Rendered.of(Refusals.tooManyFollowers(limits.followers())), true);
    } else {
      follows = answer.endless();
      send(context, answer, request.chunked());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException || cause instanceof PrematureChannelClosureException) {
      close(context); // the other side is gone, and with it whoever wanted the answer
    } else if (cause instanceof DecoderException && cause.getCause() instanceof SSLException why) {
      seats
          .tally()
          .count("somebody speaks no TLS of ours", remote(context) + ": " + why.getMessage());
      close(context);
    } else {
      failed(context, cause);
    }
  }

  /** Without its port, lest it be another one each time. */
  private static String remote(ChannelHandlerContext context) {
    return context.channel().remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "somebody";
  }

  private void failed(ChannelHandlerContext context, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (phase == Phase.SENDING) {
      log.warn("control API: an answer was cut off: {}", cause.toString());
      close(context); // half an answer must not look like a whole one
    } else {
      log.error("control API: a request failed by our own mistake", cause);
      send(context, Rendered.of(Answer.error(500, "internal error", cause.toString())), true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (sending != null) {
      sending.goOn();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone = true;
    cancelDeadline();
    seats.leave(follows);
    if (sending != null) {
      sending.close();
    }
  }

  private void send(ChannelHandlerContext context, Rendered answer, boolean chunked) {
    if (phase == Phase.SENDING || gone) {
      answer.pieces().close();
      return;
    }
    phase = Phase.SENDING;
    cancelDeadline();
    sending =
        new Sending(context, answer, limits, seats.tally(), failure -> failed(context, failure));
    sending.begin(chunked);
  }

  private Answer overdue() {
    String detail = "it may still be done: no answer within " + limits.answer().toSeconds() + " s";
    return Answer.error(504, "the director takes too long", detail);
  }

  private void within(ChannelHandlerContext context, Duration limit, Runnable otherwise) {
    cancelDeadline();
    deadline = context.executor().schedule(otherwise, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void close(ChannelHandlerContext context) {
    var unused = context.close();
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
