// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import static director.vrrp.authentication.Given.OTHER;
import static director.vrrp.authentication.Given.PUBLISHED;
import static director.vrrp.authentication.Given.SIGNED;
import static director.vrrp.authentication.Given.enforced;
import static director.vrrp.authentication.Given.hmac;
import static director.vrrp.authentication.Given.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Mode;
import director.vrrp.orders.Authentication.None;
import director.vrrp.packet.AuthenticationData;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The sequence that is sent, and when there is none. */
class SignerTest {

  private static String sequence(Signer signer, Instant at) {
    return Long.toHexString(signed(signer, at).payload().getLong(12 + 4));
  }

  @Test
  @DisplayName("who only receives, and who has no authentication, sends no trailer")
  void silent() {
    for (Signer signer :
        new Signer[] {
          new Signer(new None()), new Signer(hmac(Mode.RECEIVE_ONLY, AntiReplay.TIME, 1, PUBLISHED))
        }) {
      assertFalse(signer.signs());
      assertEquals(12, signed(signer, SIGNED).payload().remaining());
    }
    assertEquals(40, signed(new Signer(enforced()), SIGNED).payload().remaining());
  }

  @Test
  @DisplayName("the sequence is the time, and grows when the time does not")
  void grows() {
    Signer signer = new Signer(enforced());

    assertEquals("6800000080000000", sequence(signer, SIGNED));
    assertEquals("6800000080000001", sequence(signer, SIGNED));
    assertEquals("6800000080000002", sequence(signer, SIGNED.minusSeconds(1)));
    assertEquals("6800000180000000", sequence(signer, SIGNED.plusSeconds(1)));
  }

  @Test
  @DisplayName("when the counter is full it carries into the fraction of the second")
  void carries() {
    Signer signer = new Signer(enforced());
    for (int i = 0; i < 0x10000; i++) {
      sequence(signer, SIGNED);
    }

    assertEquals("6800000080010000", sequence(signer, SIGNED));
  }

  @Test
  @DisplayName("after the clock was set back beyond the window, it follows the clock if others do")
  void clockSetBack() {
    Signer byTime = new Signer(enforced());
    Signer byGrowth = new Signer(enforced(AntiReplay.MONOTONIC));
    sequence(byTime, SIGNED.plusSeconds(3600));
    sequence(byGrowth, SIGNED.plusSeconds(3600));

    assertEquals("6800000080000000", sequence(byTime, SIGNED));
    assertEquals("68000e1080000001", sequence(byGrowth, SIGNED));
  }

  @Test
  @DisplayName("it goes on through other orders")
  void followsOrders() {
    Signer signer = new Signer(enforced());
    sequence(signer, SIGNED);

    signer.follow(hmac(Mode.PERMISSIVE, AntiReplay.TIME, 2, PUBLISHED, OTHER));

    assertEquals("6800000080000001", sequence(signer, SIGNED));
    assertEquals(2, signed(signer, SIGNED).payload().get(13));
    assertEquals(AuthenticationData.NONE, signer.data());
  }

  @Test
  @DisplayName("in 2106, when the seconds wrap, later is still above")
  void wraps() {
    Instant last = Instant.ofEpochSecond(0xffffffffL);
    Signer signer = new Signer(enforced());

    assertEquals("ffffffff00000000", sequence(signer, last));
    assertEquals("0", sequence(signer, last.plusSeconds(1)));
    assertEquals(1, Sequence.secondsBehind(Sequence.of(last), last.plusSeconds(1)));
  }

  @Test
  @DisplayName("orders without the active key are refused")
  void noActiveKey() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Signer(hmac(Mode.ENFORCE, AntiReplay.TIME, 3, PUBLISHED, OTHER)));

    assertEquals("no key has the id 3", refusal.getMessage());
  }
}
