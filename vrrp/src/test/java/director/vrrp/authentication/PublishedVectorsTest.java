// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import static director.vrrp.authentication.Given.IPV4;
import static director.vrrp.authentication.Given.IPV6;
import static director.vrrp.authentication.Given.PUBLISHED;
import static director.vrrp.authentication.Given.SENDER;
import static director.vrrp.authentication.Given.SIGNED;
import static director.vrrp.authentication.Given.accept;
import static director.vrrp.authentication.Given.enforced;
import static director.vrrp.authentication.Given.ipv4;
import static director.vrrp.authentication.Given.ipv6;
import static director.vrrp.authentication.Given.refusal;
import static director.vrrp.packet.Wire.bytes;
import static director.vrrp.packet.Wire.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.vrrp.packet.AuthenticationTrailer;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.packet.Wire;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The vectors of draft-cassen-vrrp-auth-hmac, as keepalived publishes them in its auth_hmac_test.c:
 * key 00..1f, VRID 51, priority 200, sequence 6800000080000000.
 */
class PublishedVectorsTest {
  private static final String VERSION_2 =
      "2133c80100015465c00002640000000000000000"
          + "010100006800000080000000"
          + "d0b9391b8d008f779ef2e8cf66238947";

  @Test
  @DisplayName("the published advertisements are authentic, over IPv4 and over IPv6")
  void verifies() throws Exception {
    accept(new Verifier(enforced()), ipv4(IPV4), SIGNED);
    accept(new Verifier(enforced()), ipv6(IPV6), SIGNED);
  }

  @Test
  @DisplayName("version 2 is signed with its authentication data (computed by another program)")
  void version2() throws Exception {
    accept(new Verifier(enforced()), ipv4(VERSION_2), 2, SIGNED);
  }

  @Test
  @DisplayName("what we sign at that time is what is published, to the byte")
  void signs() {
    assertEquals(IPV4, signed(3, SENDER, VrrpAdvertisement.GROUP, Wire.ipv4("192.0.2.100")));
    assertEquals(
        IPV6, signed(3, Wire.ipv6("fe80::10"), Wire.ipv6("fe80::20"), Wire.ipv6("fe80::100")));
    assertEquals(VERSION_2, signed(2, SENDER, VrrpAdvertisement.GROUP, Wire.ipv4("192.0.2.100")));
  }

  private static String signed(
      int version, InetAddress source, InetAddress destination, InetAddress virtual) {
    Signer signer = new Signer(enforced());
    VrrpAdvertisement advertisement =
        new VrrpAdvertisement(version, 51, 200, Duration.ofSeconds(1), List.of(virtual));
    ByteBuffer payload = advertisement.encode(signer.data(), signer.trailerLength());
    signer.sign(payload, source, SIGNED);
    advertisement.seal(payload, source, destination, Checksum.WITHOUT_PSEUDO_HEADER);
    return hex(payload);
  }

  @Test
  @DisplayName("the checksum over IPv4 does not cover the trailer, and the HMAC not the checksum")
  void withPseudoHeader() throws Exception {
    String pseudoHeader = "3133c80100643935" + IPV4.substring(16);

    accept(new Verifier(enforced()), ipv4(pseudoHeader), SIGNED);
  }

  @Test
  @DisplayName("of another sender, or another virtual router, it is not authentic")
  void spliced() {
    IpPacket otherSender = ipv4(Wire.ipv4("198.51.100.11"), bytes(IPV4));
    IpPacket otherRouter = ipv4("3134c80100644401" + IPV4.substring(16));

    assertEquals(
        Rejection.TRAILER_INVALID_HMAC, refusal(new Verifier(enforced()), otherSender, SIGNED));
    assertEquals(
        Rejection.TRAILER_INVALID_HMAC, refusal(new Verifier(enforced()), otherRouter, SIGNED));
  }

  @Test
  @DisplayName("cut off after any byte it is refused")
  void truncated() throws Exception {
    for (int length = 0; length < IPV4.length() / 2; length++) {
      Verifier verifier = new Verifier(enforced());

      Rejection why = refusal(verifier, ipv4(IPV4.substring(0, 2 * length)), SIGNED);

      // Cut off right before its trailer it is a whole advertisement without one.
      assertEquals(length == 12 ? Rejection.TRAILER_MISSING : Rejection.LENGTH, why, "" + length);
      accept(verifier, ipv4(IPV4), SIGNED);
    }
  }

  @Test
  @DisplayName("with any bit flipped it is refused, and leaves no trace: the true one still passes")
  void flipped() throws Exception {
    Set<Rejection> reasons = EnumSet.noneOf(Rejection.class);
    for (int bit = 0; bit < 4 * IPV4.length(); bit++) {
      Verifier verifier = new Verifier(enforced());
      byte[] damaged = bytes(IPV4).array();
      damaged[bit / 8] ^= (byte) (0x80 >> (bit % 8));

      reasons.add(refusal(verifier, ipv4(SENDER, ByteBuffer.wrap(damaged)), SIGNED));

      accept(verifier, ipv4(IPV4), SIGNED);
    }

    assertEquals(
        EnumSet.of(
            Rejection.LENGTH,
            Rejection.VERSION,
            Rejection.TYPE,
            Rejection.CHECKSUM,
            Rejection.ADDRESS_COUNT,
            Rejection.TRAILER_MALFORMED,
            Rejection.TRAILER_UNKNOWN_KEY,
            Rejection.TRAILER_INVALID_HMAC,
            Rejection.TRAILER_STALE),
        reasons);
  }

  @Test
  @DisplayName("20,000 trailers of noise are refused, whatever they say (seed 112)")
  void noise() throws Exception {
    Random random = new Random(112);
    Verifier verifier = new Verifier(enforced());
    for (int i = 0; i < 20_000; i++) {
      byte[] payload = bytes(IPV4).array();
      byte[] noise = new byte[AuthenticationTrailer.LENGTH];
      random.nextBytes(noise);
      int from = random.nextInt(noise.length - Long.BYTES);
      System.arraycopy(noise, from, payload, 12 + from, noise.length - from);

      Rejection why = refusal(verifier, ipv4(SENDER, ByteBuffer.wrap(payload)), SIGNED);

      assertTrue(why.name().startsWith("TRAILER_"), why.name());
    }

    accept(verifier, ipv4(IPV4), SIGNED);
  }

  @Test
  @DisplayName("neither a key nor a password is ever shown")
  void secrets() {
    assertEquals("Key[1, ...]", PUBLISHED.toString());
  }
}
