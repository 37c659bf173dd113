// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** HTTP/2 by hand, as a server that may do anything (RFC 9113, section 4.1; RFC 7541). */
final class TestHttp2 {

  private static final int PREFACE = 24;

  /**
   * What a client has asked.
   *
   * @param header its fields in their order
   * @param body in hexadecimal
   */
  record Call(String header, String body) {}

  private TestHttp2() {}

  /** Reads up to the end of a client's request. */
  static Call call(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    in.readNBytes(PREFACE);
    List<String> header = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    while (true) {
      int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      if (type == 1) {
        fields(stream, payload)
            .forEach(field -> header.add(field.getKey() + ": " + field.getValue()));
      } else if (type == 0) {
        body.append(HexFormat.of().formatHex(payload));
      }
      if (type <= 1 && (flags & 1) == 1) {
        return new Call(header.toString(), body.toString());
      }
    }
  }

  private static Http2Headers fields(int stream, byte[] block) throws IOException {
    try {
      return new DefaultHttp2HeadersDecoder().decodeHeaders(stream, Unpooled.wrappedBuffer(block));
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  /** A server's settings, none of them told. */
  static byte[] settings() {
    return frame(4, 0, 0, "");
  }

  /** A HEADERS frame: literal fields that are not indexed. */
  static byte[] header(int stream, boolean last, String... namesAndValues) {
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      block.append("00").append(text(namesAndValues[i])).append(text(namesAndValues[i + 1]));
    }
    return frame(1, last ? 5 : 4, stream, block.toString());
  }

  static byte[] data(int stream, boolean last, String hex) {
    return frame(0, last ? 1 : 0, stream, hex);
  }

  static byte[] frame(int type, int flags, int stream, String payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = payload.length() / 2;
    out.write(length >> 16);
    out.write(length >> 8);
    out.write(length);
    out.write(type);
    out.write(flags);
    out.writeBytes(new byte[] {0, 0, 0, (byte) stream});
    out.writeBytes(HexFormat.of().parseHex(payload));
    return out.toByteArray();
  }

  private static String text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().toHexDigits((byte) bytes.length) + HexFormat.of().formatHex(bytes);
  }
}
