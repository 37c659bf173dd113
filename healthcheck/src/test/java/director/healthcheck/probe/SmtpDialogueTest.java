// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.probe.TestServer.untilClosed;
import static director.healthcheck.probe.TestServer.write;
import static director.healthcheck.state.Verdict.FAILED;
import static director.healthcheck.state.Verdict.PASSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.SmtpCheck;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SmtpDialogueTest {

  private static final SmtpCheck CHECK = new SmtpCheck("director-a.example");

  private static Probing probing;

  @BeforeAll
  static void start() {
    probing = new Probing();
  }

  @AfterAll
  static void stop() {
    probing.close();
  }

  @ParameterizedTest(name = "a byte at a time: {0}")
  @DisplayName("a server that greets, answers EHLO and lets us go is healthy")
  @ValueSource(booleans = {false, true})
  void healthy(boolean dripping) throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (var server =
        server(
            heard,
            dripping,
            "220-mx.example ESMTP|220 ready|",
            "250-mx.example|250-SIZE 1000|250 8BITMIME|",
            "221 bye|")) {

      ProbeResult result = probing.probe(CHECK, server);

      assertEquals(PASSED, result.verdict(), result.seen());
      assertTrue(result.seen().startsWith("SMTP greeting 220, answered 250 in "), result.seen());
      assertEquals(List.of("EHLO director-a.example", "QUIT"), heard);
    }
  }

  @Test
  @DisplayName("a server that does not know EHLO is asked by HELO")
  void helo() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (var server = server(heard, false, "220 old|", "502 EHLO?|", "250 old|", "221 bye|")) {

      ProbeResult result = probing.probe(CHECK, server);

      assertEquals(PASSED, result.verdict(), result.seen());
      assertEquals(List.of("EHLO director-a.example", "HELO director-a.example", "QUIT"), heard);
    }
  }

  @Test
  @DisplayName("a server that hangs up at QUIT without a word is healthy")
  void hangsUp() throws Exception {
    try (var server = server(new CopyOnWriteArrayList<>(), false, "220|", "250|")) {

      assertEquals(PASSED, probing.probe(CHECK, server).verdict());
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @DisplayName("any other code is named with its text")
  @CsvSource({
    "'554 No SMTP here|', '', '', 'SMTP greeting 554 \"No SMTP here\", expected 220'",
    "'421-busy|421 later|', '', '', 'SMTP greeting 421 \"busy\", expected 220'",
    "'220 a|', '421 closing|', '', 'SMTP EHLO answered 421 \"closing\", expected 250'",
    "'220 a|', '500 what?|', '503 no|', 'SMTP HELO answered 503 \"no\", expected 250'",
    "'HTTP/1.1 400 Bad|', '', '', 'the server sent \"HTTP/1.1 400 Bad\", which is no SMTP reply'",
    "'220 a|', '2500|', '', 'the server sent \"2500\", which is no SMTP reply'",
    "'|', '', '', 'the server sent \"\", which is no SMTP reply'",
  })
  void otherwise(String greeting, String ehlo, String helo, String seen) throws Exception {
    try (var server = server(new CopyOnWriteArrayList<>(), false, greeting, ehlo, helo)) {

      ProbeResult result = probing.probe(CHECK, server);

      assertEquals(FAILED, result.verdict());
      assertEquals(seen, result.seen());
      assertEquals(ProbePhase.ANSWERED, result.reached());
    }
  }

  @Test
  @DisplayName("a server that hangs is given up with what it owes")
  void hangs() throws Exception {
    try (var silent = TestServer.plain(socket -> untilClosed(socket));
        var half =
            TestServer.plain(
                socket -> {
                  write(socket, "220-");
                  untilClosed(socket);
                });
        var afterEhlo =
            TestServer.plain(
                socket -> {
                  write(socket, "220 a\r\n");
                  untilClosed(socket);
                })) {

      ProbeResult nothing = probing.giveUpIn(ProbePhase.HEADER, CHECK, silent.address());
      ProbeResult begun = probing.giveUpAfter(5, CHECK, half.address());
      ProbeResult greeted = probing.giveUpAfter(8, CHECK, afterEhlo.address());

      assertEquals(
          List.of(
              "TCP connected but no SMTP greeting within 3 s (process hung?)",
              "the SMTP greeting was not complete within 3 s",
              "the SMTP dialogue was not complete within 3 s: EHLO was not answered"),
          List.of(nothing.seen(), begun.seen(), greeted.seen()));
    }
  }

  @Test
  @DisplayName("a server that closes in between is named so")
  void closes() throws Exception {
    try (var server = server(new CopyOnWriteArrayList<>(), false, "220 a|")) {

      assertEquals(
          "connection closed by the server before the SMTP dialogue was complete:"
              + " EHLO was not answered",
          probing.probe(CHECK, server).seen());
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("a server that sends without end is cut off")
  @CsvSource({
    "'220-x|', 'the server sent a reply of more than 100 lines'",
    "x, 'the server sent a line longer than 2048 bytes'",
  })
  void endless(String words, String seen) throws Exception {
    var sent = new AtomicLong();
    String block = words.replace("|", "\r\n").repeat(1000);
    try (var server =
        TestServer.plain(
            socket -> {
              while (true) {
                write(socket, block);
                sent.addAndGet(block.length());
              }
            })) {

      ProbeResult result = probing.probe(CHECK, server);

      assertEquals(seen, result.seen());
      assertTrue(sent.get() < 32L << 20, sent + " bytes sent");
    }
  }

  /** Says one of these at first, and the next after each line it hears; | is the end of a line. */
  private static TestServer server(List<String> heard, boolean dripping, String... words)
      throws IOException {
    return TestServer.plain(
        socket -> {
          socket.setTcpNoDelay(true);
          for (String word : words) {
            String text = word.replace("|", "\r\n");
            for (String piece : dripping ? text.split("") : new String[] {text}) {
              write(socket, piece);
            }
            String line = line(socket.getInputStream());
            if (!line.isEmpty()) {
              heard.add(line);
            }
          }
        });
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
