// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.HttpExchange;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpObject;
import java.util.List;

/** One HTTP request and its response. */
final class HttpDialogue implements Dialogue {

  private final HttpExchange exchange;
  private final ResponseJudge judge;

  HttpDialogue(HttpExchange exchange) {
    this.exchange = exchange;
    this.judge = new ResponseJudge(exchange.status());
  }

  @Override
  public List<ChannelHandler> handlers() {
    return List.of(new NotHttp(), ResponseJudge.decoder());
  }

  /** A failed write closes the channel, and that is seen. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void opened(ChannelHandlerContext context, Line line) {
    String text =
        exchange.method()
            + " "
            + exchange.path()
            + " HTTP/1.1\r\nHost: "
            + exchange.host()
            + "\r\nUser-Agent: directord\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), text));
  }

  @Override
  public void heard(ChannelHandlerContext context, Object message, Line line) {
    if (message == NotHttp.EVENT) {
      line.found(Finding.bad("not an HTTP response, it begins with " + line.excerpt()));
      return;
    }
    judge.on((HttpObject) message, line::excerpt).ifPresent(line::found);
    if (judge.inBody()) {
      line.inBody();
    }
  }

  @Override
  public Finding tooMuch() {
    return judge.enough();
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
