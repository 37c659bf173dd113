// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlClientTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Duration HASTY = Duration.ofMillis(100);

  @TempDir Path folder;

  private ServerSocketChannel listener;

  @BeforeEach
  void listen() throws IOException {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket()), 1);
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  @Test
  @DisplayName("reads an answer that comes in pieces, and no further than its length")
  void pieces() throws Exception {
    String answer = "HTTP/1.0 200\r\nX: y\r\ncontent-LENGTH:  4 \r\n\r\n{\"\u00c3\u00a9 and more";
    Thread server = answerWith(answer.split("(?<=.)"));

    ControlAnswer read = new ControlClient(socket(), PATIENT, PATIENT).call("GET", "/", "");
    server.join();

    assertEquals(new ControlAnswer(200, "{\"\u00e9"), read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the connection was closed without an answer",
        "HTTP/1.1 200 OK | the answer ended within its headers",
        "220 smtp.example.com ESMTP~~ | the answer is not HTTP",
        "HTTP/1.1 200 OK~~ | the answer has no Content-Length",
        "HTTP/1.1 200 OK~Content-Length: 5~~abc | the answer ended after 3 of 5 bytes",
        "HTTP/1.1 200 OK~Content-Length: 999999999~~"
            + " | an answer of 999999999 bytes, more than 67108864"
      })
  @DisplayName("an answer that is none says so")
  void notAnAnswer(String answer, String why) throws Exception {
    Thread server = answerWith(answer.replace("~", "\r\n"));

    String message = failure(PATIENT);
    server.join();

    assertEquals(
        "cannot reach directord at "
            + socket()
            + ": "
            + why
            + ": is this the control socket of directord?",
        message);
  }

  @Test
  @DisplayName("headers without end are cut off")
  void endlessHeaders() throws Exception {
    Thread server = answerWith("HTTP/1.1 200 OK\r\nX: " + "y".repeat(20_000));

    String message = failure(PATIENT);
    server.join();

    assertTrue(message.contains("no end of the headers within 16384 bytes"), message);
  }

  @Test
  @DisplayName("a daemon that accepts and says nothing is given up")
  void silence() {
    assertEquals(
        "cannot reach directord at "
            + socket()
            + ": no answer within 100 ms: is it stopped, or short of CPU?",
        failure(HASTY));
  }

  @Test
  @DisplayName("a daemon so stuck that not even a connection is accepted is given up too")
  void fullQueue() throws IOException {
    try (FullQueue queue = FullQueue.of(socket())) {
      String message = failure(HASTY);

      assertTrue(message.contains("no answer within 100 ms"), message);
      assertTrue(queue.length() > 0);
    }
  }

  @Test
  @DisplayName("no file, or nobody behind it, asks whether the daemon is running")
  void notRunning() throws IOException {
    listener.close();

    String stale = failure(PATIENT);
    Files.delete(socket());
    String missing = failure(PATIENT);

    String prefix = "cannot reach directord at " + socket() + ": ";
    String question = ": is the daemon running? (systemctl status directord)";
    assertEquals(prefix + "nobody listens on it any more" + question, stale);
    assertEquals(prefix + "no such file" + question, missing);
  }

  @Test
  @DisplayName("a closed door names the group that has the key")
  void noPermission() throws IOException {
    String group = Files.readAttributes(folder, PosixFileAttributes.class).group().getName();

    String message =
        Unreachable.sentence(socket(), new SocketException("Permission denied"), PATIENT);

    assertEquals(
        "cannot reach directord at "
            + socket()
            + ": permission denied: be root, or in the group "
            + group
            + " that owns "
            + socket(),
        message);
  }

  private String failure(Duration timeout) {
    ControlClient client = new ControlClient(socket(), timeout, timeout);
    return assertThrows(DirectorUnreachableException.class, () -> client.call("GET", "/", ""))
        .getMessage();
  }

  private Thread answerWith(String... pieces) {
    Thread thread =
        new Thread(
            () -> {
              try (SocketChannel channel = listener.accept()) {
                channel.read(ByteBuffer.allocate(4096));
                for (String piece : pieces) {
                  RawClient.write(channel, piece);
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }

  private Path socket() {
    return folder.resolve("control.sock");
  }
}
