// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that reads line by line; {@code ~} stands for the end of a line in HTTP. */
class AnswerLinesTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Duration HASTY = Duration.ofMillis(100);

  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK~Content-Length: 9~~one\n\ntwo\nand no more",
        "HTTP/1.1 200 OK~Content-Length: 8~~one\n\ntwo",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~o~3;x=y~ne\n~5~\ntwo\n~0~~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~8~one\n\ntwo~0~~",
        "HTTP/1.1 200 OK~Connection: close~~one\n\ntwo\n"
      })
  @DisplayName("reads lines of any framing, in whatever pieces they come")
  void framings(String answer) throws Exception {
    Thread server = answerWith(answer.replace("~", "\r\n").split("(?<=.)"));

    ControlAnswer read = client(PATIENT).lines("/", lines::add);
    server.join();

    assertEquals(new ControlAnswer(200, ""), read);
    assertEquals(List.of("one", "", "two"), lines);
  }

  @Test
  @DisplayName("an error is told as one")
  void error() throws Exception {
    Thread server = answerWith("HTTP/1.1 409 Conflict\r\nContent-Length: 4\r\n\r\n{\n\n}");

    ControlAnswer read = client(PATIENT).lines("/", lines::add);
    server.join();

    assertEquals(409, read.status());
    assertEquals("{}", read.body().replace("\n", ""));
    assertEquals(List.of(), lines);
  }

  @Test
  @DisplayName("a reader that has enough ends it, though the director would go on")
  void enough() throws Exception {
    Thread server = answerWith("HTTP/1.1 200 OK\r\n\r\none\ntwo\n");

    client(PATIENT)
        .lines(
            "/",
            line -> {
              lines.add(line);
              return false;
            });
    server.join();

    assertEquals(List.of("one"), lines);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK~Content-Length: 9~~one | the answer broke off",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~9~one | the answer broke off",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~one~ | the answer broke off",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~one~ | a chunk without its size",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~one~"
            + " | a chunk that is longer than its size",
        "HTTP/1.1 200 OK~Content-Length: many~~one | a Content-Length that is no number",
        "220 smtp.example.com~~ | the answer is not HTTP"
      })
  @DisplayName("an answer that breaks off, or makes no sense, says so")
  void broken(String answer, String why) throws Exception {
    Thread server = answerWith(answer.replace("~", "\r\n"));

    String message = failure(PATIENT);
    server.join();

    assertTrue(message.contains(": " + why + ": "), message);
  }

  @Test
  @DisplayName("a line without an end is not taken for ever")
  void endless() throws Exception {
    Thread server = answerWith("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1024 * 1024 + 1));

    String message = failure(PATIENT);
    server.join();

    assertTrue(message.contains(": a line of more than 1048576 bytes: "), message);
  }

  @Test
  @DisplayName("a director that shows no sign of life is given up, and so is one that is stuck")
  void silence() throws IOException {
    String given = ": no answer within 100 ms: is it stopped, or short of CPU?";

    String silent = failure(HASTY);
    try (FullQueue queue = FullQueue.of(socket())) {
      String stuck = failure(HASTY);

      assertTrue(silent.endsWith(given), silent);
      assertTrue(stuck.endsWith(given), stuck);
      assertTrue(queue.length() > 0);
    }
  }

  private String failure(Duration timeout) {
    ControlClient client = client(timeout);
    return assertThrows(DirectorUnreachableException.class, () -> client.lines("/", lines::add))
        .getMessage();
  }

  private ControlClient client(Duration timeout) {
    return new ControlClient(socket(), timeout, timeout, timeout);
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
              } catch (IOException gone) {
                Thread.currentThread().interrupt(); // the client has read enough
              }
            });
    thread.start();
    return thread;
  }

  private Path socket() {
    return folder.resolve("control.sock");
  }
}
