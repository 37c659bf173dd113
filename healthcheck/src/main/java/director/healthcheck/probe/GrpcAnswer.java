// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Judges one gRPC response, frame by frame: header, message, and trailers, which alone say whether
 * the call has succeeded.
 */
final class GrpcAnswer {

  /** The message has 7 bytes, if nobody adds fields to it. */
  static final int MESSAGE_LIMIT = 4096;

  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private boolean begun;

  /** Whether the header has come, and is that of a gRPC response. */
  boolean begun() {
    return begun;
  }

  /** Header or trailers; the finding, if they settle it. */
  Optional<Finding> header(Http2Headers header, boolean last) {
    if (!begun) {
      String status = text(header, ":status");
      if (status.startsWith("1") && !last) {
        return Optional.empty(); // RFC 9113, section 8.1: interim responses
      }
      if (!status.equals("200")) {
        return Optional.of(
            Finding.bad("HTTP status " + shown(status) + " instead of a gRPC answer"));
      }
      String type = text(header, "content-type");
      if (!type.startsWith("application/grpc")) {
        return Optional.of(
            Finding.bad("content type " + shown(type) + " instead of application/grpc"));
      }
      begun = true;
    }
    return last ? Optional.of(ended(header)) : Optional.empty();
  }

  /** A piece of the message; the finding, if it settles it. */
  Optional<Finding> data(ByteBuf bytes, boolean last) {
    if (message.size() + bytes.readableBytes() > MESSAGE_LIMIT) {
      return Optional.of(Finding.bad("the gRPC answer is longer than 4 KB"));
    }
    message.writeBytes(ByteBufUtil.getBytes(bytes));
    return last
        ? Optional.of(Finding.bad("the gRPC answer ended without a grpc-status"))
        : Optional.empty();
  }

  private Finding ended(Http2Headers trailers) {
    String code = text(trailers, "grpc-status");
    if (code.isEmpty()) {
      return Finding.bad("the gRPC answer ended without a grpc-status");
    }
    if (!code.equals("0")) {
      return Finding.bad(refusal(code, text(trailers, "grpc-message")));
    }
    Optional<String> status = GrpcHealth.status(message.toByteArray());
    if (status.isEmpty()) {
      return Finding.bad("the gRPC answer is not that of a health service");
    }
    return status.get().equals("SERVING")
        ? Finding.good("gRPC health SERVING")
        : Finding.bad("gRPC health " + status.get() + ", expected SERVING");
  }

  private static String refusal(String code, String words) {
    String name = GrpcHealth.code(code);
    String what =
        name.equals("UNIMPLEMENTED")
            ? "the server has no health service (gRPC status 12 UNIMPLEMENTED)"
            : "gRPC status " + shown(code) + " " + name;
    return words.isEmpty() ? what : what + ": " + shown(words);
  }

  private static String text(Http2Headers header, String name) {
    CharSequence value = header.get(name);
    return value == null ? "" : value.toString();
  }

  private static String shown(String text) {
    return text.isEmpty() ? "none" : Excerpt.ofLine(text);
  }
}
