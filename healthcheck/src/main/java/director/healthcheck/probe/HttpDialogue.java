// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.HttpExchange.Header;
import director.healthcheck.request.HttpExchange.Method;
import director.healthcheck.request.HttpExchange.Version;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpObject;
import java.util.List;
import java.util.Optional;

/** One HTTP request and its response. */
final class HttpDialogue implements Dialogue {

  private static final int ROOM_FOR_REQUEST = 256;

  private final HttpExchange exchange;
  private final ResponseJudge judge;

  HttpDialogue(HttpExchange exchange) {
    this.exchange = exchange;
    this.judge = new ResponseJudge(exchange);
  }

  HttpExchange exchange() {
    return exchange;
  }

  /** The status of the response, 0 as long as none is known. */
  int status() {
    return judge.status();
  }

  /** Where an unexpected status sends us; empty if it does not. */
  Optional<String> redirection() {
    return judge.redirection();
  }

  @Override
  public int readLimit() {
    // Somewhat more than the body, for the framing of chunks.
    return ReadLimit.BYTES + exchange.longestBody() + exchange.maximumBody();
  }

  @Override
  public List<ChannelHandler> handlers() {
    return List.of(new NotHttp(), ResponseJudge.decoder(exchange.method() == Method.HEAD));
  }

  /** A failed write closes the channel, and that is seen. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void opened(ChannelHandlerContext context, Line line) {
    ByteBuf words = context.alloc().buffer(ROOM_FOR_REQUEST);
    write(exchange, words);
    context.writeAndFlush(words);
  }

  private static void write(HttpExchange exchange, ByteBuf words) {
    boolean old = exchange.version() == Version.HTTP_1_0;
    say(words, exchange.method().name(), " ", exchange.path());
    say(words, old ? " HTTP/1.0" : " HTTP/1.1", "\r\nHost: ", exchange.host());
    if (!has(exchange.headers(), "User-Agent")) {
      say(words, "\r\nUser-Agent: ", "directord", "");
    }
    if (!has(exchange.headers(), "Accept")) {
      say(words, "\r\nAccept: ", "*/*", "");
    }
    for (Header header : exchange.headers()) {
      say(words, "\r\n", header.name(), ": ");
      say(words, header.value(), "", "");
    }
    // HTTP/1.0 closes by itself.
    say(words, old ? "" : "\r\nConnection: close", "\r\n", "\r\n");
  }

  private static void say(ByteBuf words, String first, String second, String third) {
    ByteBufUtil.writeAscii(words, first);
    ByteBufUtil.writeAscii(words, second);
    ByteBufUtil.writeAscii(words, third);
  }

  private static boolean has(List<Header> headers, String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void heard(ChannelHandlerContext context, Object message, Line line) {
    if (message == NotHttp.EVENT) {
      line.found(Finding.bad("not an HTTP response, it begins with " + line.excerpt()));
      return;
    }
    Finding finding = judge.on((HttpObject) message, line::excerpt);
    if (finding != null) {
      line.found(finding);
    }
    if (judge.inBody()) {
      line.inBody();
    }
  }

  @Override
  public void closed(Line line) {
    Finding finding = judge.closed();
    if (finding != null) {
      line.found(finding);
    }
  }

  @Override
  public Finding tooMuch() {
    return judge.enough(readLimit());
  }

  @Override
  public String noAnswer() {
    return "no HTTP response";
  }

  @Override
  public String unfinished() {
    return judge.inBody() ? "HTTP response" : "HTTP response header";
  }

  @Override
  public String progress() {
    return judge.inBody() ? judge.progress() : "";
  }
}
