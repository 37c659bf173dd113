// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineChannelTest {
  @TempDir Path directory;

  private SocketChannel raw;
  private LineChannel line;

  @BeforeEach
  void connect() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      raw = SocketChannel.open(address);
      line = new LineChannel(server.accept());
    }
  }

  @AfterEach
  void close() throws IOException {
    raw.close();
    line.close();
  }

  @Test
  @DisplayName("reads lines, however they were cut into pieces")
  void reads() throws IOException {
    send("first\nsec");
    String first = line.read();
    send("ond für photos\n\nfourth\n");

    assertEquals("first", first);
    assertEquals("second für photos", line.read());
    assertEquals("", line.read());
    assertEquals("fourth", line.read());
  }

  @Test
  @DisplayName("the end is null, and half a line before it is nothing")
  void end() throws IOException {
    send("whole\nhal");
    raw.close();

    assertEquals("whole", line.read());
    assertNull(line.read());
  }

  @Test
  @DisplayName("writes lines that the other end reads, from several threads, none torn")
  void writes() throws IOException {
    String text = "x".repeat(100_000);
    LineChannel other = new LineChannel(raw);

    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> write(text)),
            CompletableFuture.runAsync(() -> write(text)),
            CompletableFuture.runAsync(() -> write(text)));

    assertEquals(text, other.read());
    assertEquals(text, other.read());
    assertEquals(text, other.read());
    all.join();
  }

  @Test
  @DisplayName("a line without end does not fill the memory")
  void endless() {
    byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    CompletableFuture<Void> flood =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (true) {
                  raw.write(ByteBuffer.wrap(block));
                }
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            });

    IOException refusal = assertThrows(IOException.class, () -> line.read());

    assertEquals("a line of more than 33554432 characters", refusal.getMessage());
    assertThrows(CompletionException.class, () -> closeAndJoin(flood));
  }

  private void closeAndJoin(CompletableFuture<Void> flood) throws IOException {
    line.close();
    flood.join();
  }

  private void write(String text) {
    try {
      line.write(text);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private void send(String text) throws IOException {
    raw.write(StandardCharsets.UTF_8.encode(text));
  }
}
