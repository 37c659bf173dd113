// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.GrpcCheck;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.Optional;

/** One unary call of gRPC's health service on an HTTP/2 connection of its own. */
final class GrpcDialogue implements Dialogue {

  private final GrpcCheck check;
  private final Http2Client http2 = Http2Client.create();
  private final GrpcAnswer answer = new GrpcAnswer();
  private boolean speaksHttp2;

  GrpcDialogue(GrpcCheck check) {
    this.check = check;
  }

  @Override
  public List<String> applicationProtocols() {
    return List.of(ApplicationProtocolNames.HTTP_2);
  }

  @Override
  public List<ChannelHandler> handlers() {
    return List.of(http2);
  }

  @Override
  public void opened(ChannelHandlerContext context, Line line) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls != null && !ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
      line.found(Finding.bad("the server does not speak HTTP/2: it did not take up h2 by ALPN"));
      return;
    }
    Http2Headers header =
        new DefaultHttp2Headers()
            .method("POST")
            .scheme(check.tls().isPresent() ? "https" : "http")
            .path(GrpcHealth.PATH)
            .authority(check.authority())
            .add("te", "trailers")
            .add("content-type", "application/grpc")
            .add("user-agent", "directord");
    http2.call(context, header, GrpcHealth.request(check.service()));
  }

  @Override
  public void heard(ChannelHandlerContext context, Object message, Line line) {
    finding((Http2Event) message, line).ifPresent(line::found);
    if (answer.begun()) {
      line.inBody();
    }
  }

  private Optional<Finding> finding(Http2Event event, Line line) {
    if (event instanceof Http2Event.Header header) {
      return answer.header(header.fields(), header.last());
    }
    if (event instanceof Http2Event.Data data) {
      return answer.data(data.bytes(), data.last());
    }
    if (event instanceof Http2Event.Reset reset) {
      return Optional.of(
          Finding.bad("the server reset the call with HTTP/2 error " + name(reset.error())));
    }
    if (event instanceof Http2Event.GoAway away) {
      return goneAway(away);
    }
    if (event instanceof Http2Event.Fault fault) {
      return Optional.of(faulty(fault, line));
    }
    speaksHttp2 = true;
    return Optional.empty();
  }

  private Optional<Finding> goneAway(Http2Event.GoAway away) {
    boolean stillAnswers =
        away.error() == Http2Error.NO_ERROR.code() && away.lastStream() >= Http2Client.CALL;
    return stillAnswers
        ? Optional.empty()
        : Optional.of(
            Finding.bad("the server sends us away with HTTP/2 error " + name(away.error())));
  }

  private Finding faulty(Http2Event.Fault fault, Line line) {
    return Finding.bad(
        speaksHttp2
            ? "the server violates HTTP/2: " + Excerpt.ofLine(fault.words())
            : "not an HTTP/2 answer, it begins with " + line.excerpt());
  }

  /** As RFC 9113, section 7 writes it. */
  private static String name(long code) {
    Http2Error error = Http2Error.valueOf(code);
    return error == null ? String.valueOf(code) : error.name();
  }

  @Override
  public Finding tooMuch() {
    return Finding.bad("more than 256 KB sent without a complete gRPC answer");
  }

  @Override
  public String noAnswer() {
    return "no HTTP/2 answer";
  }

  @Override
  public String unfinished() {
    return "gRPC answer";
  }

  @Override
  public String progress() {
    return answer.begun() ? "no grpc-status came" : "";
  }
}
