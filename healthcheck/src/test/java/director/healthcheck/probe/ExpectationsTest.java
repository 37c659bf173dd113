// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import director.healthcheck.request.Expectation;
import director.healthcheck.request.Expectation.Algorithm;
import director.healthcheck.request.Expectation.Contains;
import director.healthcheck.request.Expectation.Digest;
import director.healthcheck.request.Expectation.Lacks;
import director.healthcheck.request.Expectation.Matches;
import director.healthcheck.request.Expectation.MatchesNot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExpectationsTest {

  private static final byte[] OK = "status: OK\ncafé: 7\n".getBytes(StandardCharsets.UTF_8);

  @Test
  @DisplayName("an answer that is as expected has no problem")
  void met() {
    var expectations =
        List.of(
            new Contains("café"),
            new Lacks("ERROR"),
            new Matches("(?m)^status: (OK|FINE)$"),
            new MatchesNot("^OK"));

    Optional<String> problem = problem(expectations, OK);

    assertEquals(Optional.empty(), problem);
  }

  @Test
  @DisplayName("each kind of expectation says what is wrong")
  void unmet() {
    List<Expectation> expectations =
        List.of(
            new Contains("FINE"),
            new Lacks("OK"),
            new Matches("^OK"),
            new MatchesNot("O."),
            new Contains("x".repeat(61)));

    List<String> problems =
        expectations.stream().map(wanted -> problem(List.of(wanted), OK).orElseThrow()).toList();

    assertEquals(
        List.of(
            "has no \"FINE\" in it",
            "has \"OK\" in it",
            "does not match \"^OK\"",
            "matches \"O.\"",
            "has no \"" + "x".repeat(60) + "...\" in it"),
        problems);
  }

  @Test
  @DisplayName("a digest is over all of the answer, and that of a longer one differs in any case")
  void digests() {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII); // RFC 1321 A.5 and FIPS 180 have these
    Digest md5 = new Digest(Algorithm.MD5, "900150983cd24fb0d6963f7d28e17f72");
    Digest sha256 =
        new Digest(
            Algorithm.SHA_256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    var both = new Expectations(List.of(md5, sha256));

    assertEquals(Optional.empty(), both.problem(abc, true));
    assertEquals(
        Optional.of("is longer than the 3 bytes that are read, so its MD5 differs"),
        both.problem(abc, false));
    assertEquals(
        Optional.of(
            "has the MD5 d41d8cd98f00b204e9800998ecf8427e, not 900150983cd24fb0d6963f7d28e17f72"),
        both.problem(new byte[0], true));
  }

  @Test
  @DisplayName("what is not UTF-8 is no text, and no accident either")
  void notText() {
    byte[] bytes = {(byte) 0xff, (byte) 0xc3, 'O', 'K', (byte) 0xe2, (byte) 0x82};

    assertEquals(Optional.empty(), problem(List.of(new Contains("OK"), new Matches("OK")), bytes));
    assertEquals(Optional.of("has no \"é\" in it"), problem(List.of(new Contains("é")), bytes));
  }

  @Test
  @DisplayName("an expression that backtracks for ever elsewhere takes linear time")
  void noBacktracking() {
    byte[] evil = "a".repeat(65_536).getBytes(StandardCharsets.US_ASCII);

    Optional<String> problem =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30), () -> problem(List.of(new Matches("^(a+)+$b")), evil));

    assertEquals(Optional.of("does not match \"^(a+)+$b\""), problem);
  }

  @Test
  @DisplayName("more expressions than are kept compiled are judged all the same")
  void many() {
    List<Expectation> many =
        IntStream.range(0, 3000).<Expectation>mapToObj(i -> new MatchesNot("x" + i)).toList();

    assertEquals(Optional.empty(), problem(many, OK));
    assertEquals(
        Optional.of("matches \"x2\""), problem(many, "x2999".getBytes(StandardCharsets.US_ASCII)));
  }

  private static Optional<String> problem(List<? extends Expectation> wanted, byte[] answer) {
    return new Expectations(List.copyOf(wanted)).problem(answer, true);
  }
}
