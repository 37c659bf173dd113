// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import static director.vrrp.authentication.Given.SIGNED;
import static director.vrrp.authentication.Given.accept;
import static director.vrrp.authentication.Given.ipv4;
import static director.vrrp.packet.Wire.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import director.vrrp.orders.Authentication;
import director.vrrp.orders.Authentication.None;
import director.vrrp.orders.Authentication.Password;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.packet.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Type 1 of version 2, as keepalived's auth_type PASS speaks it. */
class PasswordTest {
  private static final String ONES = "210ac80101012a9ac0a8c84d3131313100000000";
  private static final String NONE = "210ac80100018dfcc0a8c84d0000000000000000";
  private static final Authentication OURS = new Password("1111");

  private static String sent(Authentication orders) {
    VrrpAdvertisement advertisement =
        new VrrpAdvertisement(
            2, 10, 200, Duration.ofSeconds(1), List.of(Wire.ipv4("192.168.200.77")));
    Signer signer = new Signer(orders);
    ByteBuffer payload = advertisement.encode(signer.data(), signer.trailerLength());
    advertisement.seal(
        payload, Wire.ipv4("192.0.2.1"), VrrpAdvertisement.GROUP, Checksum.WITH_PSEUDO_HEADER);
    return hex(payload);
  }

  @ParameterizedTest
  @CsvSource({
    // The first is a packet of keepalived 2.4.3.
    "1111, " + ONES,
    "12345678, 210ac8010101bc27c0a8c84d3132333435363738",
    "123456789, 210ac8010101bc27c0a8c84d3132333435363738"
  })
  @DisplayName("is sent to the byte as keepalived does, cut off after 8 bytes, and accepted so")
  void password(String password, String wire) throws Exception {
    assertEquals(wire, sent(new Password(password)));
    accept(new Verifier(new Password(password)), ipv4(wire), 2, SIGNED);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(
            OURS,
            "210ac8010101f899c0a8c84d3131313132000000",
            Rejection.AUTHENTICATION,
            "another password than ours"),
        arguments(OURS, NONE, Rejection.AUTHENTICATION_TYPE, "authentication type 0, expected 1"),
        arguments(
            new None(), ONES, Rejection.AUTHENTICATION_TYPE, "authentication type 1, expected 0"),
        arguments(
            new None(),
            "210ac80102018bfcc0a8c84d0000000000000000",
            Rejection.AUTHENTICATION_TYPE,
            "authentication type 2, expected 0"),
        arguments(
            new None(),
            "210ac80103018afcc0a8c84d0000000000000000",
            Rejection.AUTHENTICATION_TYPE_UNKNOWN,
            "authentication type 3, no RFC has it"));
  }

  @ParameterizedTest(name = "{3}")
  @MethodSource("refused")
  @DisplayName("another type and another password are refused, each for its own reason")
  void refuses(Authentication ours, String wire, Rejection why, String sentence) {
    var refusal =
        assertThrows(
            MalformedPacketException.class,
            () -> accept(new Verifier(ours), ipv4(wire), 2, SIGNED));

    assertEquals(why, refusal.rejection());
    assertEquals(sentence, refusal.getMessage());
  }

  @Test
  @DisplayName("without authentication the data is sent as zero and ignored")
  void none() throws Exception {
    assertEquals(NONE, sent(new None()));
    accept(new Verifier(new None()), ipv4("210a64010001439fc0a8c84d69676e6f72656421"), 2, SIGNED);
  }

  @Test
  @DisplayName("is never shown")
  void secret() {
    assertEquals("AuthenticationData[type=1, ...]", new Signer(OURS).data().toString());
  }
}
