// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.HttpExchange.Header;
import director.healthcheck.request.HttpExchange.Method;
import director.healthcheck.request.HttpExchange.Version;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpObject;
import java.util.List;
import java.util.Optional;

/** One HTTP request and its response. */
final class HttpDialogue implements Dialogue {

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
    // Twice the body, for the framing of chunks; at the default maximum this is the usual limit.
    int beyondDefault = Math.max(0, exchange.maximumBody() - HttpExchange.DEFAULT_MAXIMUM_BODY);
    return ReadLimit.BYTES + 2 * beyondDefault;
  }

  @Override
  public List<ChannelHandler> handlers() {
    return List.of(new NotHttp(), ResponseJudge.decoder(exchange.method() == Method.HEAD));
  }

  /** A failed write closes the channel, and that is seen. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void opened(ChannelHandlerContext context, Line line) {
    context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), words(exchange)));
  }

  /** The request as it is sent. */
  static String words(HttpExchange exchange) {
    StringBuilder words = new StringBuilder(256);
    words.append(exchange.method()).append(' ').append(exchange.path());
    words.append(exchange.version() == Version.HTTP_1_0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
    words.append("Host: ").append(exchange.host()).append("\r\n");
    if (!has(exchange.headers(), "User-Agent")) {
      words.append("User-Agent: directord\r\n");
    }
    if (!has(exchange.headers(), "Accept")) {
      words.append("Accept: */*\r\n");
    }
    for (Header header : exchange.headers()) {
      words.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    // HTTP/1.0 closes by itself.
    if (exchange.version() == Version.HTTP_1_1) {
      words.append("Connection: close\r\n");
    }
    return words.append("\r\n").toString();
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
