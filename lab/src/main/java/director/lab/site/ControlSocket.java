// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Asks a director's control API as directly as can be. {@code directorctl} does the same, but it
 * takes seconds to start in User-Mode Linux, in which a lab that polls would hear nothing else.
 */
public final class ControlSocket {
  private ControlSocket() {}

  /**
   * The body of the answer to {@code GET path}.
   *
   * @throws SocketException if nobody listens, or who does ends
   * @throws IOException if the answer is anything but 200
   */
  public static String get(Path socket, String path) throws IOException {
    return ask(socket, "GET", path, "");
  }

  /**
   * The body of the answer to {@code POST path}.
   *
   * @throws IOException if nobody listens, or answers anything but 200
   */
  public static String post(Path socket, String path, String body) throws IOException {
    return ask(socket, "POST", path, body);
  }

  private static String ask(Path socket, String method, String path, String body)
      throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String request =
          """
          %s %s HTTP/1.1\r
          Host: director\r
          Content-Length: %d\r
          Connection: close\r
          \r
          %s"""
              .formatted(method, path, body.length(), body);
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      byte[] bytes = Channels.newInputStream(channel).readAllBytes();
      String answer = new String(bytes, StandardCharsets.UTF_8);
      if (answer.isEmpty()) {
        throw new SocketException(
            socket + " was closed before it answered: who listened has ended");
      }
      if (!answer.startsWith("HTTP/1.1 200 ")) {
        throw new IOException(method + " " + path + " was answered " + answer);
      }
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }
}
