// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Answers every request on a Unix socket with the file that its path names, {@code /v1/status} with
 * {@code status.json}, while {@code lab/bench/ctl} measures. Ends with its input.
 */
final class Answers {
  public static void main(String[] arguments) throws IOException {
    Path socket = Path.of(arguments[0]);
    List<Path> folders = Stream.of(arguments).skip(1).map(Path::of).toList();
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    Thread server = new Thread(() -> serve(listener, folders));
    server.setDaemon(true);
    server.start();
    while (System.in.read() >= 0) {}
  }

  private static void serve(ServerSocketChannel listener, List<Path> folders) {
    while (true) {
      try (SocketChannel channel = listener.accept()) {
        answer(channel, folders);
      } catch (IOException e) {
        System.err.println("cannot answer: " + e);
      }
    }
  }

  private static void answer(SocketChannel channel, List<Path> folders) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(64 * 1024);
    channel.read(request);
    String line = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
    String name = line.split(" ")[1].replaceAll("^/v1/|\\?.*", "").replace('/', '-');
    Path file =
        folders.stream()
            .map(folder -> folder.resolve(name + ".json"))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> new IOException("there is no " + name + ".json"));
    byte[] body = Files.readAllBytes(file);
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
    ByteBuffer answer = ByteBuffer.allocate(head.length() + body.length);
    answer.put(head.getBytes(StandardCharsets.US_ASCII)).put(body).flip();
    while (answer.hasRemaining()) {
      channel.write(answer);
    }
  }
}
