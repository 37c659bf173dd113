// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.state.Verdict.FAILED;
import static director.healthcheck.state.Verdict.PASSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.DnsCheck;
import director.healthcheck.request.DnsCheck.Type;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class DnsDialogueTest {

  private static final HexFormat HEX = HexFormat.of();

  /** a.example A IN, as in a query. */
  private static final String QUESTION = "0161076578616d706c65000001" + "0001";

  /** a.example A IN, TTL 60, 192.0.2.1; the name is a pointer to the question's. */
  private static final String ADDRESS = "c00c00010001" + "0000003c" + "0004c0000201";

  /** a.example CNAME IN, TTL 60, to the root. */
  private static final String ALIAS = "c00c00050001" + "0000003c" + "000100";

  private static final DnsCheck CHECK = new DnsCheck(Type.A, "a.example", true);

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
  @DisplayName("a query asks for recursion, has the one question, and another id each time")
  void query() throws Exception {
    try (var server =
        new TestDatagrams(asked -> List.of(answer(asked, "8180", QUESTION, ADDRESS)))) {

      ProbeResult result = probing.probe(CHECK, server.address());
      probing.probe(CHECK, server.address());

      assertEquals(PASSED, result.verdict());
      assertTrue(result.seen().startsWith("answered NOERROR with 1 record in "), result.seen());
      String first = HEX.formatHex(server.asked());
      String second = HEX.formatHex(server.asked());
      assertEquals("0100" + "0001000000000000" + QUESTION, first.substring(4));
      assertNotEquals(first.substring(0, 4), second.substring(0, 4));
    }
  }

  @Test
  @DisplayName("the root can be asked for")
  void root() throws Exception {
    var check = new DnsCheck(Type.SOA, ".", false);
    try (var server = new TestDatagrams(asked -> List.of(answer(asked, "8180", "0000060001")))) {

      ProbeResult result = probing.probe(check, server.address());

      assertTrue(result.seen().startsWith("answered NOERROR with 0 records in "), result.seen());
    }
  }

  @ParameterizedTest(name = "flags {0}: {3}")
  @DisplayName("the response code and the records decide")
  @CsvSource({
    "8180, 1, true,  'answered NOERROR with 1 record in '",
    "8180, 0, true,  'no A record of a.example. in the answer'",
    "8180, 5, true,  'no A record of a.example. in the answer'",
    "8180, 5, false, 'answered NOERROR with 1 record in '",
    "8180, 0, false, 'answered NOERROR with 0 records in '",
    "8380, 0, true,  'answered NOERROR with 0 records in '",
    "8180, 9, true,  'no A record of a.example. in the answer'",
    "8182, 0, true,  'DNS response code SERVFAIL, expected NOERROR'",
    "8183, 0, false, 'DNS response code NXDOMAIN, expected NOERROR'",
    "8185, 1, true,  'DNS response code REFUSED, expected NOERROR'",
    "818f, 0, true,  'DNS response code UNKNOWN(15), expected NOERROR'",
  })
  void judged(String flags, int type, boolean answered, String seen) throws Exception {
    String[] records =
        switch (type) {
          case 1 -> new String[] {ADDRESS};
          case 5 -> new String[] {ALIAS};
          case 9 -> new String[] {"", "", ""};
          default -> new String[0];
        };
    try (var server =
        new TestDatagrams(asked -> List.of(answer(asked, flags, QUESTION, records)))) {

      ProbeResult result =
          probing.probe(new DnsCheck(Type.A, "A.Example.", answered), server.address());

      assertTrue(result.seen().startsWith(seen.replace("a.example", "A.Example")), result.seen());
    }
  }

  @Test
  @DisplayName("what answers another question is ignored, until the answer comes")
  void ignored() throws Exception {
    try (var server =
        new TestDatagrams(
            asked -> {
              List<byte[]> all = new ArrayList<>(others(asked));
              all.add(answer(asked, "8180", QUESTION, ADDRESS));
              return all;
            })) {

      ProbeResult result = probing.probe(CHECK, server.address());

      assertTrue(result.seen().startsWith("answered NOERROR with 1 record in "), result.seen());
    }
  }

  @Test
  @DisplayName("what answers another question is no answer")
  void onlyOthers() throws Exception {
    try (var silent = new TestDatagrams(DnsDialogueTest::others)) {

      ProbeResult result = probing.giveUpAfter(5, CHECK, silent.address());

      assertEquals(FAILED, result.verdict());
      assertEquals("no DNS answer within 3 s", result.seen());
    }
  }

  @Test
  @DisplayName("a server that answers other questions without end is not listened to for ever")
  void flood() throws Exception {
    try (var server = new TestDatagrams(asked -> Collections.nCopies(2000, others(asked).get(0)))) {

      ProbeResult result = probing.probe(CHECK, server.address());

      assertEquals("more than 100 datagrams came that answer something else", result.seen());
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("an answer that cannot be read is a failure with a reason")
  @CsvSource({
    "cut off in the question,  0001000000000000, 016107",
    "a name that points to itself, 0001000000000000, c00c00010001",
    "a label longer than all,  0001000000000000, 3f61",
  })
  void malformed(String what, String counts, String rest) throws Exception {
    try (var server =
        new TestDatagrams(asked -> List.of(HEX.parseHex(id(asked) + "8180" + counts + rest)))) {

      ProbeResult result = probing.probe(CHECK, server.address());

      assertEquals(FAILED, result.verdict());
      assertEquals("the answer is not valid DNS", result.seen());
    }
  }

  @Test
  @DisplayName("random bytes behind the right id, and 60 KB of them, end in some verdict")
  void garbage() throws Exception {
    Random random = new Random(42);
    try (var server =
        new TestDatagrams(
            asked -> {
              byte[] bytes = new byte[12 + random.nextInt(60_000)];
              random.nextBytes(bytes);
              bytes[0] = asked[0];
              bytes[1] = asked[1];
              bytes[2] |= (byte) 0x80;
              return List.of(bytes);
            })) {
      for (int i = 0; i < 200; i++) {

        ProbeResult result = probing.giveUpAfter(1, CHECK, server.address());

        assertEquals(FAILED, result.verdict());
      }
    }
  }

  @Test
  @DisplayName("a closed port is refused")
  void refused() throws Exception {
    assertEquals(
        "connection refused (ICMP: nobody has the port)",
        probing.probe(CHECK, TestDatagrams.nobody()).seen());
  }

  @Test
  @DisplayName("a server that says nothing is given up")
  void silent() throws Exception {
    try (var server = new TestDatagrams(asked -> List.of())) {

      ProbeResult result = probing.giveUpIn(ProbePhase.HEADER, CHECK, server.address());

      assertEquals("no DNS answer within 3 s", result.seen());
    }
  }

  /** Five datagrams: another id, another type, another name, a query, and half a header. */
  private static List<byte[]> others(byte[] asked) {
    byte[] otherId = answer(asked, "8180", QUESTION, ADDRESS);
    otherId[0] ^= 1;
    String otherType = "0161076578616d706c65000002" + "0001";
    String otherName = "0162076578616d706c65000001" + "0001";
    return List.of(
        otherId,
        answer(asked, "8180", otherType, ADDRESS),
        answer(asked, "8180", otherName, ADDRESS),
        asked,
        HEX.parseHex(id(asked) + "8180"));
  }

  private static byte[] answer(byte[] asked, String flags, String question, String... records) {
    String counts = "0001" + HEX.toHexDigits((short) records.length) + "00000000";
    return HEX.parseHex(id(asked) + flags + counts + question + String.join("", records));
  }

  private static String id(byte[] asked) {
    return HEX.formatHex(asked, 0, 2);
  }
}
