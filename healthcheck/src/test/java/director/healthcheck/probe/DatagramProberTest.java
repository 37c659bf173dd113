// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.state.Verdict.FAILED;
import static director.healthcheck.state.Verdict.PASSED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.Octets;
import director.healthcheck.request.UdpCheck;
import director.healthcheck.request.UdpCheck.Reply;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class DatagramProberTest {

  private static final UdpCheck UNANSWERED = new UdpCheck(new Octets("00ff"), Optional.empty());

  private static Probing probing;

  @BeforeAll
  static void start() {
    probing = new Probing();
  }

  @AfterAll
  static void stop() {
    probing.close();
  }

  @Test
  @DisplayName("where no reply is needed, silence for the whole time is health")
  void silenceIsHealth() throws Exception {
    try (var server = new TestDatagrams(asked -> List.of())) {

      ProbeResult result = probing.giveUpIn(ProbePhase.HEADER, UNANSWERED, server.address());

      assertEquals(PASSED, result.verdict());
      assertTrue(result.seen().startsWith("no ICMP error in "), result.seen());
      assertArrayEquals(new byte[] {0, (byte) 0xff}, server.asked());
    }
  }

  @Test
  @DisplayName("where no reply is needed, any of them is health at once, and a closed port is not")
  void anyReply() throws Exception {
    try (var server = new TestDatagrams(asked -> List.of(new byte[1]))) {

      ProbeResult answered = probing.probe(UNANSWERED, server.address());
      ProbeResult refused = probing.probe(UNANSWERED, TestDatagrams.nobody());

      assertEquals(PASSED, answered.verdict());
      assertTrue(answered.seen().startsWith("answered with 1 byte in "), answered.seen());
      assertEquals(FAILED, refused.verdict());
      assertEquals("connection refused (ICMP: nobody has the port)", refused.seen());
    }
  }

  @ParameterizedTest(name = "{0} ({1}..{2}) by {3}: {4}")
  @DisplayName("a reply is compared with the mask and the lengths")
  @CsvSource({
    "'',      2, 65535, 00,       'the reply has 1 byte, expected 2 to 65535'",
    "0axxff,  0, 65535, 0a12ff00, 'answered with 4 bytes in '",
    "0axxff,  0, 65535, 0a12fe00, 'the reply begins with 0a12fe, expected 0axxff'",
    "0x,      0, 65535, 1f,       'the reply begins with 1f, expected 0x'",
    "0axxff,  0, 65535, 0a12,     'the reply begins with 0a12, expected 0axxff'",
    "'',      2, 3,     0a12,     'answered with 2 bytes in '",
    "'',      2, 3,     0a12ff00, 'the reply has 4 bytes, expected 2 to 3'",
  })
  void replies(String mask, int minimum, int maximum, String reply, String seen) throws Exception {
    var check = new UdpCheck(new Octets(""), Optional.of(new Reply(mask, minimum, maximum)));
    try (var server = new TestDatagrams(asked -> List.of(HexFormat.of().parseHex(reply)))) {

      ProbeResult result = probing.probe(check, server.address());

      assertTrue(result.seen().startsWith(seen), result.seen());
    }
  }

  @Test
  @DisplayName("a reply that is needed and does not come is a failure")
  void noReply() throws Exception {
    var check = new UdpCheck(new Octets("00"), Optional.of(new Reply("", 0, 65_535)));
    try (var server = new TestDatagrams(asked -> List.of())) {

      ProbeResult result = probing.giveUpIn(ProbePhase.HEADER, check, server.address());

      assertEquals(FAILED, result.verdict());
      assertEquals("no reply within 3 s", result.seen());
    }
  }

  @Test
  @DisplayName("the largest datagrams are read whole")
  void hugeReply() throws Exception {
    var check = new UdpCheck(new Octets("00"), Optional.of(new Reply("", 65_507, 65_507)));
    try (var server = new TestDatagrams(asked -> List.of(new byte[65_507]))) {

      ProbeResult result = probing.probe(check, server.address());

      assertTrue(result.seen().startsWith("answered with 65507 bytes in "), result.seen());
    }
  }

  @Test
  @DisplayName("no socket is left open, however a probe ends")
  void noLeaks() throws Exception {
    try (var server = new TestDatagrams(asked -> List.of(new byte[1]));
        var silent = new TestDatagrams(asked -> List.of())) {
      var nobody = TestDatagrams.nobody();
      long before = Probing.sockets();

      for (int i = 0; i < 50; i++) {
        probing.probe(UNANSWERED, server.address());
        probing.probe(UNANSWERED, nobody);
        RunningProbe running = probing.startUntil(ProbePhase.HEADER, UNANSWERED, silent.address());
        probing.onLoop(
            () -> {
              running.cancel();
              return 0;
            });
      }

      Probing.awaitSockets(before);
    }
  }
}
