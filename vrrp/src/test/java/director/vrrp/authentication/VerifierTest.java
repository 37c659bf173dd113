// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import static director.vrrp.authentication.Given.IPV4;
import static director.vrrp.authentication.Given.OTHER;
import static director.vrrp.authentication.Given.PUBLISHED;
import static director.vrrp.authentication.Given.SIGNED;
import static director.vrrp.authentication.Given.accept;
import static director.vrrp.authentication.Given.enforced;
import static director.vrrp.authentication.Given.hmac;
import static director.vrrp.authentication.Given.ipv4;
import static director.vrrp.authentication.Given.refusal;
import static director.vrrp.authentication.Given.refused;
import static director.vrrp.authentication.Given.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Key;
import director.vrrp.orders.Authentication.Mode;
import director.vrrp.orders.Authentication.None;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.ReceivedAdvertisement;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.Wire;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which trailers are believed, and which only once. */
class VerifierTest {
  private static final IpPacket WITHOUT_TRAILER = ipv4(IPV4.substring(0, 24));
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  @DisplayName("without a trailer only who enforces it refuses")
  void missing() throws Exception {
    for (Mode mode : new Mode[] {Mode.RECEIVE_ONLY, Mode.PERMISSIVE}) {
      accept(new Verifier(hmac(mode, AntiReplay.TIME, 1, PUBLISHED)), WITHOUT_TRAILER, SIGNED);
    }

    assertEquals(
        Rejection.TRAILER_MISSING, refusal(new Verifier(enforced()), WITHOUT_TRAILER, SIGNED));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @DisplayName("a trailer that is there is checked in every mode")
  void checked(Mode mode) {
    Verifier verifier = new Verifier(hmac(mode, AntiReplay.TIME, 1, PUBLISHED));
    IpPacket forged = ipv4(IPV4.substring(0, IPV4.length() - 2) + "66");

    assertEquals(Rejection.TRAILER_INVALID_HMAC, refusal(verifier, forged, SIGNED));
  }

  @Test
  @DisplayName("who is not configured for trailers refuses the length, and says what it may be")
  void unexpected() {
    var refusal = refused(new Verifier(new None()), ipv4(IPV4), SIGNED);

    assertEquals(Rejection.LENGTH, refusal.rejection());
    assertEquals(
        "40 bytes, 1 addresses make 12; does it authenticate by HMAC? we are not configured to",
        refusal.getMessage());
  }

  @Test
  @DisplayName("the reasons are told in sentences")
  void sentences() {
    assertEquals(
        "time stamp 7 s behind our clock, at most 5 s either way are allowed: are both clocks"
            + " right?",
        refused(new Verifier(enforced()), ipv4(IPV4), SIGNED.plusSeconds(7)).getMessage());
    assertEquals(
        "signed with key 1, we have [2]",
        refused(new Verifier(hmac(Mode.ENFORCE, AntiReplay.TIME, 2, OTHER)), ipv4(IPV4), SIGNED)
            .getMessage());
    assertEquals(
        "authentication trailer of scheme 2, expected 1",
        refused(
                new Verifier(enforced()),
                ipv4(IPV4.substring(0, 24) + "02" + IPV4.substring(26)),
                SIGNED)
            .getMessage());
    assertEquals(
        "authentication trailer whose reserved bytes are 1",
        refused(
                new Verifier(enforced()),
                ipv4(IPV4.substring(0, 24) + "01010001" + IPV4.substring(32)),
                SIGNED)
            .getMessage());
  }

  @Test
  @DisplayName("a time stamp may be the window away from our clock, before and behind")
  void window() throws Exception {
    for (int seconds : new int[] {-5, 0, 5}) {
      accept(new Verifier(enforced()), ipv4(IPV4), SIGNED.plusSeconds(seconds));
    }
    for (int seconds : new int[] {-6, 6, 1_000_000}) {
      assertEquals(
          Rejection.TRAILER_STALE,
          refusal(new Verifier(enforced()), ipv4(IPV4), SIGNED.plusSeconds(seconds)));
    }
  }

  @Test
  @DisplayName("without clocks to compare any time stamp will do")
  void monotonic() throws Exception {
    Verifier verifier = new Verifier(enforced(AntiReplay.MONOTONIC));

    accept(verifier, ipv4(IPV4), SIGNED.plusSeconds(1_000_000));
  }

  @ParameterizedTest
  @EnumSource(AntiReplay.class)
  @DisplayName("what was accepted is not accepted again, nor what was signed before it")
  void replayed(AntiReplay antiReplay) throws Exception {
    Verifier verifier = new Verifier(enforced(antiReplay));
    Signer signer = new Signer(enforced(antiReplay));
    IpPacket first = signed(signer, SIGNED);
    IpPacket second = signed(signer, SIGNED.plusMillis(10));
    IpPacket third = signed(signer, SIGNED.plusMillis(20));

    accept(verifier, second, SIGNED);

    assertEquals(Rejection.TRAILER_REPLAYED, refusal(verifier, second, SIGNED));
    assertEquals(Rejection.TRAILER_REPLAYED, refusal(verifier, first, SIGNED));
    accept(verifier, third, SIGNED);
  }

  @Test
  @DisplayName("each sender has a sequence of its own")
  void senders() throws Exception {
    Verifier verifier = new Verifier(enforced(AntiReplay.MONOTONIC));
    ReplayMarks marks = new ReplayMarks();

    accept(verifier, signed(new Signer(enforced()), SIGNED.plusSeconds(60)), SIGNED);

    Hmac orders = enforced(AntiReplay.MONOTONIC);
    assertEquals(true, marks.raise(Wire.ipv4("192.0.2.1"), 200, SIGNED, orders));
    assertEquals(true, marks.raise(Wire.ipv4("192.0.2.2"), 100, SIGNED, orders));
    assertEquals(false, marks.raise(Wire.ipv4("192.0.2.1"), 150, SIGNED, orders));
    assertEquals(true, marks.raise(Wire.ipv4("192.0.2.2"), 150, SIGNED, orders));
  }

  @Test
  @DisplayName("a forged sequence of the future does not lock out the true sender")
  void forgedFuture() throws Exception {
    Verifier verifier = new Verifier(enforced(AntiReplay.MONOTONIC));
    IpPacket forged = ipv4(IPV4.substring(0, 24) + "01010000ffffffffffffffff" + IPV4.substring(48));

    assertEquals(Rejection.TRAILER_INVALID_HMAC, refusal(verifier, forged, SIGNED));

    accept(verifier, ipv4(IPV4), SIGNED);
  }

  @Test
  @DisplayName("a sender whose clock was an hour ahead and was set right is heard again")
  void clockSetRight() throws Exception {
    Verifier byTime = new Verifier(enforced());
    Verifier byGrowth = new Verifier(enforced(AntiReplay.MONOTONIC));
    Instant wrong = SIGNED.plusSeconds(3600);
    IpPacket before = signed(new Signer(enforced()), wrong);
    IpPacket after = signed(new Signer(enforced()), SIGNED.plus(SECOND));

    // Our own clock was as wrong as theirs.
    accept(byTime, before, wrong);
    accept(byTime, after, SIGNED.plus(SECOND));

    accept(byGrowth, before, wrong);
    assertEquals(Rejection.TRAILER_REPLAYED, refusal(byGrowth, after, SIGNED.plus(SECOND)));
  }

  @Test
  @DisplayName("keys are exchanged without losing what was heard: old, both, new")
  void rotation() throws Exception {
    Key old = PUBLISHED;
    Verifier verifier = new Verifier(hmac(Mode.ENFORCE, AntiReplay.TIME, 1, old));
    Signer signer = new Signer(hmac(Mode.ENFORCE, AntiReplay.TIME, 1, old));
    IpPacket first = signed(signer, SIGNED);
    accept(verifier, first, SIGNED);

    verifier.follow(hmac(Mode.ENFORCE, AntiReplay.TIME, 1, old, OTHER));
    accept(verifier, signed(signer, SIGNED), SIGNED);
    signer.follow(hmac(Mode.ENFORCE, AntiReplay.TIME, 2, old, OTHER));
    accept(verifier, signed(signer, SIGNED), SIGNED);
    verifier.follow(hmac(Mode.ENFORCE, AntiReplay.TIME, 2, OTHER));
    accept(verifier, signed(signer, SIGNED), SIGNED);

    assertEquals(Rejection.TRAILER_UNKNOWN_KEY, refusal(verifier, first, SIGNED));
    verifier.follow(hmac(Mode.ENFORCE, AntiReplay.TIME, 2, old, OTHER));
    assertEquals(Rejection.TRAILER_REPLAYED, refusal(verifier, first, SIGNED));
  }

  @Test
  @DisplayName("a clock that is half of the window off is doubted, before its sender is refused")
  void doubt() throws Exception {
    Verifier verifier = new Verifier(enforced());
    ReceivedAdvertisement received = ReceivedAdvertisement.decode(ipv4(IPV4), 3, true);

    assertEquals("", verifier.doubt(received, SIGNED.plusSeconds(2)));
    assertEquals(
        "its clock is 3 s behind ours, beyond 5 s its advertisements are refused: set both clocks"
            + " right",
        verifier.doubt(received, SIGNED.plusSeconds(3)));
    assertEquals(
        "its clock is 4 s ahead of ours, beyond 5 s its advertisements are refused: set both"
            + " clocks right",
        verifier.doubt(received, SIGNED.minusSeconds(4)));
  }
}
