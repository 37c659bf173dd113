// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.HttpExchange;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges one response, piece by piece as the decoder yields them. An unexpected status is judged at
 * once; an expected one when the body has ended, by its length, its last chunk or the end of the
 * connection, or is longer than the limit. A limit of 0 means that no body is read at all.
 */
final class ResponseJudge {

  static final int HEADER_LIMIT = 16 * 1024;

  private static final int STATUS_LINE_LIMIT = 4096;

  private static final int SWITCHING_PROTOCOLS = 101;

  /** What the decoder makes of a status line that it does not understand. */
  private static final int UNKNOWN_STATUS = 999;

  private static final long UNKNOWN_LENGTH = -1;

  private final HttpExchange asked;
  private final ResponseBody body;
  private int status;
  private boolean expected;
  private boolean interim;
  private long promised = UNKNOWN_LENGTH;
  private Optional<String> redirection = Optional.empty();

  ResponseJudge(HttpExchange asked) {
    this.asked = asked;
    this.body = new ResponseBody(asked.body(), asked.longestBody());
  }

  /**
   * Lenient where browsers are: bare line feeds, and odd header names and values.
   *
   * @param bodiless whether the response has no body, whatever its header says
   */
  static HttpResponseDecoder decoder(boolean bodiless) {
    HttpDecoderConfig config =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(STATUS_LINE_LIMIT)
            .setMaxHeaderSize(HEADER_LIMIT)
            .setStrictLineParsing(false)
            .setValidateHeaders(false);
    return bodiless ? new Bodiless(config) : new HttpResponseDecoder(config);
  }

  /** RFC 9112, section 6.3: the response to HEAD ends with its header. */
  private static final class Bodiless extends HttpResponseDecoder {
    Bodiless(HttpDecoderConfig config) {
      super(config);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
      return true;
    }
  }

  /** Whether a header with an expected status was read. */
  boolean inBody() {
    return expected;
  }

  /** The final status, 0 as long as none was read. */
  int status() {
    return status;
  }

  /** What the Location of an unexpected 301, 302, 303, 307 or 308 was. */
  Optional<String> redirection() {
    return redirection;
  }

  /** What has been read so far, for a sentence about a response that did not end. */
  String progress() {
    return "status "
        + status
        + ", "
        + body.length()
        + (promised == UNKNOWN_LENGTH ? "" : " of " + promised)
        + " bytes of the body";
  }

  /**
   * The finding, if this piece settles it.
   *
   * @param excerpt what the response begins with, for a sentence about one that is no HTTP
   */
  @Nullable Finding on(HttpObject piece, Supplier<String> excerpt) {
    if (piece.decoderResult().isFailure()) {
      return malformed(piece, piece.decoderResult().cause(), excerpt);
    }
    Finding finding = piece instanceof HttpResponse response ? onHeader(response) : null;
    if (finding == null && piece instanceof HttpContent content) {
      finding = onContent(content);
    }
    return finding;
  }

  /** The finding when the server has closed the connection, if that settles it. */
  @Nullable Finding closed() {
    if (!expected || promised == UNKNOWN_LENGTH || asked.strictLength()) {
      return null;
    }
    return judged(true)
        .also(
            List.of(),
            List.of(
                "the body ended after "
                    + body.length()
                    + " of the "
                    + promised
                    + " bytes that its Content-Length promised"));
  }

  /**
   * The finding if nothing more is read.
   *
   * @param taken bytes that came in all
   */
  Finding enough(int taken) {
    return expected
        ? Finding.bad(
            "more than " + ByteCount.of(taken) + " sent without the end of the body: " + progress())
        : Finding.bad(
            "more than " + taken / 1024 + " KB sent without a complete HTTP response header");
  }

  private @Nullable Finding onHeader(HttpResponse response) {
    int code = response.status().code();
    // RFC 9110, section 15.2: a client skips interim responses, asked for or not.
    interim = code < 200 && code != SWITCHING_PROTOCOLS;
    if (interim) {
      return null;
    }
    status = code;
    expected = asked.status().contains(code);
    if (!expected) {
      return unexpected(response);
    }
    boolean bodiless = asked.method() == HttpExchange.Method.HEAD || code == SWITCHING_PROTOCOLS;
    if (!bodiless && !HttpUtil.isTransferEncodingChunked(response)) {
      promised = HttpUtil.getContentLength(response, UNKNOWN_LENGTH);
    }
    if (promised > asked.longestBody() && asked.maximumBody() > 0) {
      return Finding.bad(
          "the body is longer than %s (see max-body), its Content-Length says %d bytes"
              .formatted(ByteCount.of(asked.longestBody()), promised));
    }
    return code == SWITCHING_PROTOCOLS || asked.maximumBody() == 0 ? judged(bodiless) : null;
  }

  private Finding unexpected(HttpResponse response) {
    String words = "HTTP status " + status + ", expected " + asked.status();
    String location = response.headers().get(HttpHeaderNames.LOCATION);
    if (location == null || !Redirect.isOne(status)) {
      return Finding.bad(words);
    }
    redirection = Optional.of(location);
    return Finding.bad(words + " (it redirects to " + Excerpt.ofLine(location) + ")");
  }

  private @Nullable Finding onContent(HttpContent content) {
    if (interim) {
      return null;
    }
    body.add(content.content());
    boolean ended = content instanceof LastHttpContent;
    return ended || body.isTooLong() ? judged(ended) : null;
  }

  /**
   * @param ended whether the body has no more than what was read
   */
  private Finding judged(boolean ended) {
    String problem = body.problem(ended);
    return problem == null ? Finding.good("answered " + status) : Finding.bad(problem);
  }

  private @Nullable Finding malformed(HttpObject piece, Throwable cause, Supplier<String> excerpt) {
    if (cause instanceof PrematureChannelClosureException) {
      return null; // The end of the connection follows, and tells it.
    }
    if (expected) {
      return Finding.bad("the body of the HTTP response is malformed: " + progress());
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return Finding.bad("the HTTP response header is longer than 16 KB");
    }
    boolean known =
        piece instanceof HttpResponse response && response.status().code() != UNKNOWN_STATUS;
    return Finding.bad(
        known
            ? "the HTTP response header is malformed: "
                + Excerpt.ofLine(String.valueOf(cause.getMessage()))
            : "not an HTTP response, it begins with " + excerpt.get());
  }
}
