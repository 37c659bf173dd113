// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.Routes.Asked;
import director.daemon.control.Routes.NotTakenException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request. Who asks, and whether they may, is settled before a byte of the body is kept:
 * what comes out is a {@link WholeRequest}, or the {@link Answer} that refuses it.
 */
final class RequestReader extends SimpleChannelInboundHandler<HttpObject> {
  /**
   * One that may be answered.
   *
   * @param chunked whether the other side understands chunks
   */
  record WholeRequest(Asked asked, Caller caller, String body, boolean chunked) {}

  private final Routes routes;
  private final Door door;
  private final Limits limits;
  private final Seats seats;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private @Nullable Asked asked;
  private @Nullable Caller caller;
  private boolean chunked;
  private boolean big;
  private boolean done;

  RequestReader(Routes routes, Door door, Limits limits, Seats seats) {
    this.routes = routes;
    this.door = door;
    this.limits = limits;
    this.seats = seats;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (done) {
      return; // whatever follows the one request
    }
    if (part.decoderResult().isFailure()) {
      String detail = String.valueOf(part.decoderResult().cause().getMessage());
      refuse(context, Answer.error(400, "not an HTTP request that we understand", detail));
      return;
    }
    try {
      if (part instanceof HttpRequest head) {
        begin(context, head);
      }
      if (part instanceof HttpContent content) {
        add(context, content);
      }
    } catch (NotTakenException e) {
      refuse(context, e.answer());
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest head) throws NotTakenException {
    Browsers.refuse(head.headers());
    Caller who = door.caller(context.channel(), head);
    if (!who.role().may(head.method().name())) {
      throw new NotTakenException(Refusals.onlyQuestions());
    }
    Asked what = routes.find(head.method().name(), head.uri());
    if (HttpUtil.getContentLength(head, 0L) > most(what)) {
      throw new NotTakenException(Refusals.tooBig(most(what)));
    }
    expectation(context, head);
    caller = who;
    asked = what;
    chunked = head.protocolVersion().equals(HttpVersion.HTTP_1_1);
  }

  /** RFC 9110, section 10.1.1. */
  private static void expectation(ChannelHandlerContext context, HttpRequest head)
      throws NotTakenException {
    if (HttpUtil.is100ContinueExpected(head)) {
      var unused =
          context.writeAndFlush(
              new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    } else if (head.headers().contains(HttpHeaderNames.EXPECT)) {
      throw new NotTakenException(
          Answer.error(417, "cannot do what is expected", "expected: 100-continue, or nothing"));
    }
  }

  private void add(ChannelHandlerContext context, HttpContent content) throws NotTakenException {
    Asked what = asked;
    Caller who = caller;
    if (what == null || who == null) {
      return;
    }
    ByteBuf bytes = content.content();
    if (body.size() + bytes.readableBytes() > most(what)) {
      throw new NotTakenException(Refusals.tooBig(most(what)));
    }
    if (!big && body.size() + bytes.readableBytes() > limits.bodyBytes()) {
      if (!seats.beginBigBody()) {
        throw new NotTakenException(Refusals.tooManyBodies());
      }
      big = true;
    }
    byte[] more = new byte[bytes.readableBytes()];
    bytes.readBytes(more);
    body.writeBytes(more);
    if (content instanceof LastHttpContent) {
      done = true;
      String text = body.toString(StandardCharsets.UTF_8);
      context.fireChannelRead(new WholeRequest(what, who, text, chunked));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (big) {
      seats.endBigBody();
    }
    context.fireChannelInactive();
  }

  private int most(Asked what) {
    int ofRoute = what.route().bodyBytes();
    return ofRoute == 0 ? limits.bodyBytes() : ofRoute;
  }

  private void refuse(ChannelHandlerContext context, Answer answer) {
    done = true;
    context.fireChannelRead(answer);
  }
}
