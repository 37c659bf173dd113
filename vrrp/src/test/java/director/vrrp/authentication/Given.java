// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import static org.junit.jupiter.api.Assertions.assertThrows;

import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Key;
import director.vrrp.orders.Authentication.Mode;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.ReceivedAdvertisement;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.packet.Wire;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keys, and the packets of the draft's appendix. */
final class Given {
  /** When the advertisements of the appendix were signed: 0x68000000 and a half. */
  static final Instant SIGNED = Instant.ofEpochSecond(1_744_830_464, 500_000_000);

  static final Key PUBLISHED =
      new Key(1, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  static final Key OTHER = new Key(2, "ff".repeat(64));
  static final InetAddress SENDER = Wire.ipv4("198.51.100.10");

  /** The appendix' advertisement over IPv4, without pseudo header. */
  static final String IPV4 =
      "3133c80100644402c0000264" + "010100006800000080000000" + "1b84bc4e8e43892dc6d98448f8ee2265";

  /** The same over IPv6, unicast. */
  static final String IPV6 =
      "3133c8010064a2e9fe800000000000000000000000000100"
          + "010100006800000080000000"
          + "c8c56146ebfd66ee10ec4d8186461b78";

  private Given() {}

  static Hmac hmac(Mode mode, AntiReplay antiReplay, int activeKey, Key... keys) {
    return new Hmac(mode, List.of(keys), activeKey, antiReplay, Duration.ofSeconds(5));
  }

  static Hmac enforced() {
    return hmac(Mode.ENFORCE, AntiReplay.TIME, 1, PUBLISHED);
  }

  static Hmac enforced(AntiReplay antiReplay) {
    return hmac(Mode.ENFORCE, antiReplay, 1, PUBLISHED);
  }

  static IpPacket ipv4(String wire) {
    return ipv4(SENDER, Wire.bytes(wire));
  }

  static IpPacket ipv4(InetAddress sender, ByteBuffer payload) {
    return new IpPacket(sender, VrrpAdvertisement.GROUP, 255, payload);
  }

  static IpPacket ipv6(String wire) {
    return new IpPacket(Wire.ipv6("fe80::10"), Wire.ipv6("fe80::20"), 255, Wire.bytes(wire));
  }

  /** Priority 200 for VRID 51 by 198.51.100.10, signed. */
  static IpPacket signed(Signer signer, Instant at) {
    VrrpAdvertisement advertisement =
        new VrrpAdvertisement(3, 51, 200, Duration.ofSeconds(1), List.of(Wire.ipv4("192.0.2.100")));
    ByteBuffer payload = advertisement.encode(signer.data(), signer.trailerLength());
    signer.sign(payload, SENDER, at);
    advertisement.seal(payload, SENDER, VrrpAdvertisement.GROUP, Checksum.WITH_PSEUDO_HEADER);
    return ipv4(SENDER, payload);
  }

  static void accept(Verifier verifier, IpPacket packet, Instant now)
      throws MalformedPacketException {
    accept(verifier, packet, 3, now);
  }

  static void accept(Verifier verifier, IpPacket packet, int version, Instant now)
      throws MalformedPacketException {
    verifier.verify(
        packet, ReceivedAdvertisement.decode(packet, version, verifier.expectsTrailer()), now);
  }

  static Rejection refusal(Verifier verifier, IpPacket packet, Instant now) {
    return refused(verifier, packet, now).rejection();
  }

  static MalformedPacketException refused(Verifier verifier, IpPacket packet, Instant now) {
    return assertThrows(MalformedPacketException.class, () -> accept(verifier, packet, now));
  }
}
