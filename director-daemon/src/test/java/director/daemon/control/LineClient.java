// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Follows events and takes them line by line, or not at all. */
final class LineClient implements AutoCloseable {
  private final SocketChannel channel;
  private final StringBuilder read = new StringBuilder();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

  private LineClient(SocketChannel channel) {
    this.channel = channel;
  }

  /** Says that it is of version 1.0, so that what comes is not cut into chunks. */
  static LineClient ask(Path socket, String target) throws IOException {
    SocketChannel channel = RawClient.connect(socket);
    RawClient.write(channel, "GET " + target + " HTTP/1.0\r\n\r\n");
    return new LineClient(channel);
  }

  /** The head of the answer. */
  String head() throws IOException {
    while (read.indexOf("\r\n\r\n") < 0) {
      more();
    }
    int end = read.indexOf("\r\n\r\n");
    String head = read.substring(0, end);
    read.delete(0, end + 4);
    return head;
  }

  /** The next line. */
  String line() throws IOException {
    while (read.indexOf("\n") < 0) {
      more();
    }
    int end = read.indexOf("\n");
    String line = read.substring(0, end);
    read.delete(0, end + 1);
    return line;
  }

  List<String> lines(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(line());
    }
    return lines;
  }

  /** Whether the server has closed it, when all is read. */
  boolean ends() throws IOException {
    while (true) {
      buffer.clear();
      try {
        if (channel.read(buffer) < 0) {
          return true;
        }
      } catch (IOException reset) {
        return true;
      }
    }
  }

  private void more() throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new IOException("the end, after: " + read);
    }
    buffer.flip();
    while (buffer.hasRemaining()) {
      read.append((char) (buffer.get() & 0xff));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
