// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.ExpectedStatus;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Judges one response, piece by piece as the decoder yields them. An unexpected status is judged at
 * once; an expected one when the body has ended, by its length, its last chunk or the end of the
 * connection, or has reached the limit.
 */
final class ResponseJudge {

  static final int HEADER_LIMIT = 16 * 1024;
  static final int BODY_LIMIT = 64 * 1024;

  private static final int STATUS_LINE_LIMIT = 4096;

  private final ExpectedStatus expected;
  private int status;
  private boolean interim;
  private int bodyBytes;

  ResponseJudge(ExpectedStatus expected) {
    this.expected = expected;
  }

  /** Lenient where browsers are: bare line feeds, and odd header names and values. */
  static HttpResponseDecoder decoder() {
    return new HttpResponseDecoder(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(STATUS_LINE_LIMIT)
            .setMaxHeaderSize(HEADER_LIMIT)
            .setStrictLineParsing(false)
            .setValidateHeaders(false));
  }

  /** Whether a header with an expected status was read. */
  boolean inBody() {
    return status != 0;
  }

  /** What has been read so far, for a sentence about a response that did not end. */
  String progress() {
    return "status " + status + ", " + bodyBytes + " bytes of the body";
  }

  /**
   * The finding, if this piece settles it.
   *
   * @param excerpt what the response begins with, for a sentence about one that is no HTTP
   */
  Optional<Finding> on(HttpObject piece, Supplier<String> excerpt) {
    if (piece.decoderResult().isFailure()) {
      return Optional.of(malformed(piece.decoderResult().cause(), excerpt));
    }
    Optional<Finding> finding = Optional.empty();
    if (piece instanceof HttpResponse response) {
      finding = onHeader(response.status().code());
    }
    if (finding.isEmpty() && piece instanceof HttpContent content) {
      finding = onContent(content);
    }
    return finding;
  }

  /** The finding if nothing more is read. */
  Finding enough() {
    return inBody()
        ? Finding.good("answered " + status)
        : Finding.bad("more than 256 KB sent without a complete HTTP response header");
  }

  private Optional<Finding> onHeader(int code) {
    // RFC 9110 section 15.2: a client skips interim responses, asked for or not.
    interim = code < 200 && code != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    if (interim) {
      return Optional.empty();
    }
    if (!expected.contains(code)) {
      return Optional.of(Finding.bad("HTTP status " + code + ", expected " + expected));
    }
    status = code;
    return Optional.empty();
  }

  private Optional<Finding> onContent(HttpContent content) {
    if (interim) {
      return Optional.empty();
    }
    bodyBytes += content.content().readableBytes();
    boolean ended = content instanceof LastHttpContent || bodyBytes >= BODY_LIMIT;
    return ended ? Optional.of(enough()) : Optional.empty();
  }

  private Finding malformed(Throwable cause, Supplier<String> excerpt) {
    if (inBody()) {
      return Finding.bad("the body of the HTTP response is malformed: " + progress());
    }
    return cause instanceof TooLongHttpHeaderException
        ? Finding.bad("the HTTP response header is longer than 16 KB")
        : Finding.bad("not an HTTP response, it begins with " + excerpt.get());
  }
}
