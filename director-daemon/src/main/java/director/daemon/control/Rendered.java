// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.Answer.PlainText;
import director.daemon.control.Answer.Streamed;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An answer that can be sent.
 *
 * @param length of its body; unknown of what is made while it is sent
 * @param endless whether it goes on as long as the other side listens
 */
record Rendered(
    int status,
    Map<String, String> headers,
    String type,
    OptionalLong length,
    boolean endless,
    Pieces pieces) {

  /** What is small: a refusal. */
  static Rendered of(Answer answer) {
    return of(answer, new Shelf(0));
  }

  /**
   * Writes the JSON, which takes its time: not on the socket's thread if it may be big.
   *
   * @param shelf of the server, for the big ones
   */
  static Rendered of(Answer answer, Shelf shelf) {
    if (answer.body() instanceof Streamed streamed) {
      return new Rendered(
          answer.status(),
          answer.headers(),
          streamed.type(),
          OptionalLong.empty(),
          streamed.endless(),
          streamed.pieces());
    }
    boolean isText = answer.body() instanceof PlainText;
    Blocks blocks = blocks(answer.body());
    Pieces pieces = blocks.pieces();
    shelf.keep(blocks);
    return new Rendered(
        answer.status(),
        answer.headers(),
        isText ? "text/plain; charset=utf-8" : "application/json",
        OptionalLong.of(blocks.length()),
        false,
        pieces);
  }

  private static Blocks blocks(Object body) {
    if (body instanceof PlainText plain) {
      return Blocks.of(plain.text().getBytes(StandardCharsets.UTF_8));
    }
    return body instanceof Blocks blocks ? blocks : Json.blocks(body);
  }

  /**
   * What goes before the body. Without a length it ends with the connection, or by chunks for those
   * who know them (RFC 9112, section 6.3).
   */
  HttpResponse head(boolean chunked) {
    HttpResponse head =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    head.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set("x-content-type-options", "nosniff");
    if (length.isPresent()) {
      head.headers().set(HttpHeaderNames.CONTENT_LENGTH, length.getAsLong());
    } else if (chunked) {
      head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    headers.forEach((name, value) -> head.headers().set(name, value));
    return head;
  }
}
