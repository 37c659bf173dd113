// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.probe.TestServer.untilClosed;
import static director.healthcheck.probe.TestServer.write;
import static director.healthcheck.state.Verdict.FAILED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.AgentCheck;
import director.healthcheck.request.Octets;
import director.healthcheck.state.Advice;
import director.healthcheck.state.Advice.Mode;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class AgentDialogueTest {

  private static final AgentCheck CHECK = new AgentCheck(Optional.empty(), 10, 200, 25);

  private static Probing probing;

  @BeforeAll
  static void start() {
    probing = new Probing();
  }

  @AfterAll
  static void stop() {
    probing.close();
  }

  @ParameterizedTest(name = "{0}: {1}, {2} %, {3}")
  @DisplayName("the agent's line becomes a verdict, a bounded share and a mode")
  @CsvSource({
    "'up 75%|',            PASSED, 75,  SERVE,       'the agent says \"up 75%\" in '",
    "'75%',                PASSED, 75,  SERVE,       'the agent says \"75%\" in '",
    "'ready 0%|',          PASSED, 10,  SERVE,       'the agent says \"ready 0%\" in '",
    "'up 999%|',           PASSED, 200, SERVE,       'the agent says \"up 999%\" in '",
    "'up|',                PASSED, ,    SERVE,       'the agent says \"up\" in '",
    "'drain|',             PASSED, ,    DRAIN,       'the agent says \"drain\" in '",
    "'maint,50%|down',     PASSED, 50,  MAINTENANCE, 'the agent says \"maint,50%\" in '",
    "'down #disk full|',   FAILED, ,    SERVE,       'the agent says down: \"disk full\"'",
    "'ready stopped 50%|', FAILED, ,    SERVE,       'the agent says stopped'",
    "'fail|',              FAILED, ,    SERVE,       'the agent says fail'",
    "'|up|', FAILED, , SERVE, 'the agent says nothing that is understood: \"\"'",
    "'HTTP/1.1 400 x|', FAILED, , SERVE,"
        + " 'the agent says nothing that is understood: \"HTTP/1.1 400 x\"'",
  })
  void answers(String line, Verdict verdict, Integer share, Mode mode, String seen)
      throws Exception {
    try (var server = TestServer.plain(socket -> write(socket, line.replace("|", "\r\n")))) {

      ProbeResult result = probing.probe(CHECK, server);

      assertEquals(verdict, result.verdict());
      assertTrue(result.seen().startsWith(seen), result.seen());
      OptionalInt percent = share == null ? OptionalInt.empty() : OptionalInt.of(share);
      assertEquals(new Advice(OptionalInt.empty(), 0, percent, mode), result.advice());
    }
  }

  @Test
  @DisplayName("an agent that serves many is told which, and may leave the connection open")
  void told() throws Exception {
    var check = new AgentCheck(Optional.of(Octets.ofText("photos\n")), 0, 100, 100);
    try (var server =
        TestServer.plain(
            socket -> {
              byte[] asked = socket.getInputStream().readNBytes(7);
              write(socket, new String(asked, 0, 6).equals("photos") ? "up maxconn:9\n" : "down\n");
              untilClosed(socket);
            })) {

      ProbeResult result = probing.probe(check, server);

      assertTrue(result.seen().startsWith("the agent says \"up maxconn:9\""), result.seen());
      assertEquals(List.of("the agent says \"maxconn:9\", not applied here"), result.notes());
    }
  }

  @Test
  @DisplayName("an agent without a word, or with half a line, is a failed check")
  void silent() throws Exception {
    try (var closing = TestServer.plain(socket -> {});
        var hanging =
            TestServer.plain(
                socket -> {
                  write(socket, "up 7");
                  untilClosed(socket);
                })) {

      ProbeResult closed = probing.probe(CHECK, closing);
      ProbeResult half = probing.giveUpAfter(5, CHECK, hanging.address());

      assertEquals("connection closed by the server before any response", closed.seen());
      assertEquals("the agent's line was not complete within 3 s: \"up 7\"", half.seen());
      assertEquals(FAILED, half.verdict());
      assertEquals(ProbePhase.HEADER, half.reached());
    }
  }

  @ParameterizedTest(name = "{0} bytes at a time")
  @DisplayName("a line without end is cut off")
  @ValueSource(ints = {1, 100_000})
  void endless(int piece) throws Exception {
    try (var server =
        TestServer.plain(
            socket -> {
              socket.setTcpNoDelay(true);
              while (true) {
                write(socket, "u".repeat(piece));
              }
            })) {

      ProbeResult result = probing.probe(CHECK, server);

      assertEquals(
          "the agent's line is longer than 4 KB, it begins with \"" + "u".repeat(40) + "\"",
          result.seen());
    }
  }
}
