// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The two messages of {@code grpc.health.v1.Health/Check}, with gRPC's five bytes before each: one
 * text there, one number back.
 */
final class GrpcHealth {

  static final String PATH = "/grpc.health.v1.Health/Check";

  /** Of gRPC before a message: whether it is compressed, and its length. */
  static final int PREFIX = 5;

  /** HealthCheckResponse.ServingStatus, in the order of its numbers. */
  private static final List<String> STATUS =
      List.of("UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN");

  /** The names of gRPC's status codes, in the order of their numbers. */
  private static final List<String> CODES =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  // protobuf: a tag is the field's number and, in three bits, how its value is written
  private static final int SERVICE = (1 << 3) | 2;
  private static final int SERVING_STATUS = 1 << 3;
  private static final int MOST_VARINT_BYTES = 10;

  private GrpcHealth() {}

  /** HealthCheckRequest; an empty {@code service} stands for the server as a whole. */
  static byte[] request(String service) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    if (name.length > 0) {
      message.write(SERVICE);
      writeVarint(name.length, message);
      message.writeBytes(name);
    }
    return ByteBuffer.allocate(PREFIX + message.size())
        .put((byte) 0)
        .putInt(message.size())
        .put(message.toByteArray())
        .array();
  }

  /**
   * The serving status in HealthCheckResponse, by its name.
   *
   * @param answer all that came of a message, its prefix included
   * @return empty if that is no such message
   */
  static Optional<String> status(byte[] answer) {
    ByteBuffer in = ByteBuffer.wrap(answer);
    if (in.remaining() < PREFIX || in.get() != 0 || in.getInt() != in.remaining()) {
      return Optional.empty();
    }
    long status = 0;
    while (in.hasRemaining()) {
      long tag = varint(in);
      if (tag == SERVING_STATUS) {
        status = varint(in);
        if (status < 0) {
          return Optional.empty();
        }
      } else if (!skip(in, tag)) {
        return Optional.empty();
      }
    }
    return Optional.of(status < STATUS.size() ? STATUS.get((int) status) : "status " + status);
  }

  /** A code of gRPC by its name. */
  static String code(String number) {
    for (int i = 0; i < CODES.size(); i++) {
      if (number.equals(String.valueOf(i))) {
        return CODES.get(i);
      }
    }
    return "unknown code";
  }

  /** Passes over the value of a field of which we know nothing; whether it is one. */
  private static boolean skip(ByteBuffer in, long tag) {
    long length =
        switch ((int) (tag & 7)) {
          case 0 -> varint(in) < 0 ? -1 : 0;
          case 1 -> Long.BYTES;
          case 2 -> varint(in);
          case 5 -> Integer.BYTES;
          default -> -1;
        };
    if (tag < 0 || length < 0 || length > in.remaining()) {
      return false;
    }
    in.position(in.position() + (int) length);
    return true;
  }

  /** The next number; negative if there is none, or if it is of those that are. */
  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int i = 0; i < MOST_VARINT_BYTES && in.hasRemaining(); i++) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    return -1;
  }

  private static void writeVarint(int value, ByteArrayOutputStream out) {
    int rest = value;
    while (rest >= 0x80) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
