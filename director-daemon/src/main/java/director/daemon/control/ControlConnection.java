// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.Answer.PlainText;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: one request is received, answered and sent, each within its time. */
final class ControlConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger log = LoggerFactory.getLogger(ControlConnection.class);

  private enum Phase {
    RECEIVING,
    ANSWERING,
    SENDING
  }

  private final Routes routes;
  private final Limits limits;
  private final int openConnections;
  private Phase phase = Phase.RECEIVING;
  private @Nullable ScheduledFuture<?> deadline;

  ControlConnection(Routes routes, Limits limits, int openConnections) {
    this.routes = routes;
    this.limits = limits;
    this.openConnections = openConnections;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (openConnections > limits.connections()) {
      String detail = limits.connections() + " connections are open already: try again";
      send(context, Answer.error(503, "too many connections", detail));
      return;
    }
    String detail = "no whole request within " + limits.request().toMillis() + " ms";
    within(
        context,
        limits.request(),
        () -> send(context, Answer.error(408, "the request is not complete", detail)));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request)
      throws IOException {
    if (phase != Phase.RECEIVING) {
      return;
    }
    if (request.decoderResult().isFailure()) {
      String detail = String.valueOf(request.decoderResult().cause().getMessage());
      send(context, Answer.error(400, "not an HTTP request that we understand", detail));
      return;
    }
    phase = Phase.ANSWERING;
    within(context, limits.answer(), () -> send(context, overdue()));
    routes
        .answer(
            request.method().name(),
            request.uri(),
            caller(context),
            request.content().toString(StandardCharsets.UTF_8))
        .whenCompleteAsync(
            (answer, failure) -> answered(context, answer, failure), context.executor());
  }

  private void answered(
      ChannelHandlerContext context, @Nullable Answer answer, @Nullable Throwable failure) {
    if (phase != Phase.ANSWERING) {
      return;
    }
    try {
      send(context, Objects.requireNonNull(answer, "a handler gave no answer"));
    } catch (RuntimeException e) {
      failed(context, failure == null ? e : failure);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof TooLongHttpContentException) {
      send(
          context, Answer.error(413, "the request is too big", String.valueOf(cause.getMessage())));
    } else if (cause instanceof IOException || cause instanceof PrematureChannelClosureException) {
      close(context); // the other side is gone, and with it whoever wanted the answer
    } else {
      failed(context, cause);
    }
  }

  private void failed(ChannelHandlerContext context, Throwable cause) {
    log.error("control API: a request failed by our own mistake", cause);
    send(context, Answer.error(500, "internal error", cause.toString()));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancelDeadline();
  }

  private void send(ChannelHandlerContext context, Answer answer) {
    if (phase == Phase.SENDING) {
      return;
    }
    FullHttpResponse response = response(answer);
    phase = Phase.SENDING;
    within(context, limits.request(), () -> close(context));
    var unused = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  private static FullHttpResponse response(Answer answer) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(bytes(answer.body())));
    response
        .headers()
        .set(
            HttpHeaderNames.CONTENT_TYPE,
            answer.body() instanceof PlainText
                ? "text/plain; charset=utf-8"
                : HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    answer.headers().forEach((name, value) -> response.headers().set(name, value));
    return response;
  }

  private static byte[] bytes(Object body) {
    return body instanceof PlainText plain
        ? plain.text().getBytes(StandardCharsets.UTF_8)
        : Json.bytes(body);
  }

  private Answer overdue() {
    String detail = "it may still be done: no answer within " + limits.answer().toSeconds() + " s";
    return Answer.error(504, "the director takes too long", detail);
  }

  private static Caller caller(ChannelHandlerContext context) throws IOException {
    PeerCredentials peer = ((EpollDomainSocketChannel) context.channel()).peerCredentials();
    return new Caller(peer.pid(), peer.uid());
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
