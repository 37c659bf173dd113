// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import static director.vrrp.packet.VrrpAdvertisement.Checksum.WITHOUT_PSEUDO_HEADER;
import static director.vrrp.packet.VrrpAdvertisement.Checksum.WITH_PSEUDO_HEADER;
import static director.vrrp.packet.Wire.bytes;
import static director.vrrp.packet.Wire.fromPeer6;
import static director.vrrp.packet.Wire.hex;
import static director.vrrp.packet.Wire.ipv6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From fe80::1 to ff02::12; the checksums were computed by another program. */
class GoldenIpv6AdvertisementsTest {
  private static final Inet6Address SOURCE = ipv6("fe80::1");
  private static final Inet6Address GROUP = ipv6("ff02::12");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final List<InetAddress> ONE = List.of(ipv6("fe80::53"));
  private static final String WIRE = "3133960100643b74fe800000000000000000000000000053";

  static Stream<Arguments> golden() {
    return Stream.of(
        arguments(
            new VrrpAdvertisement(
                3, 10, 100, SECOND, List.of(ipv6("fe80::10"), ipv6("2001:db8::10"))),
            "310a640200644006fe80000000000000000000000000001020010db8000000000000000000000010"),
        arguments(new VrrpAdvertisement(3, 51, 150, SECOND, ONE), WIRE),
        arguments(
            new VrrpAdvertisement(3, 51, 0, Duration.ofMillis(10), ONE),
            "313300010001d1d7fe800000000000000000000000000053"),
        arguments(
            new VrrpAdvertisement(3, 51, 255, Duration.ofMillis(40_950), ONE),
            "3133ff010fffc2d8fe800000000000000000000000000053"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("golden")
  @DisplayName("the first address comes first, and the checksum always has a pseudo header")
  void golden(VrrpAdvertisement advertisement, String wire) throws MalformedPacketException {
    assertEquals(wire, hex(advertisement.encode(SOURCE, GROUP, WITH_PSEUDO_HEADER)));
    assertEquals(wire, hex(advertisement.encode(SOURCE, GROUP, WITHOUT_PSEUDO_HEADER)));
    assertEquals(advertisement, read(fromPeer6(bytes(wire))));
  }

  @Test
  @DisplayName("a checksum without pseudo header is refused")
  void withoutPseudoHeader() {
    ByteBuffer plain = bytes(WIRE).putShort(6, (short) 0);
    plain.putShort(6, (short) InternetChecksum.of(plain, 0));

    assertEquals(Rejection.CHECKSUM, refusal(fromPeer6(plain)));
  }

  @Test
  @DisplayName("the checksum protects source and destination")
  void otherAddresses() {
    assertEquals(
        Rejection.CHECKSUM, refusal(new IpPacket(ipv6("fe80::2"), GROUP, 255, bytes(WIRE))));
    assertEquals(
        Rejection.CHECKSUM, refusal(new IpPacket(SOURCE, ipv6("2001:db8::2"), 255, bytes(WIRE))));
  }

  @Test
  @DisplayName("an address that maps one of IPv4 stays an address of IPv6")
  void mapped() throws MalformedPacketException {
    String wire = "313396010064784600000000000000000000ffffc0000201";

    InetAddress address = read(fromPeer6(bytes(wire))).addresses().get(0);

    assertInstanceOf(Inet6Address.class, address);
    assertEquals("0:0:0:0:0:ffff:c000:201", address.getHostAddress());
  }

  @Test
  @DisplayName("cut off after any byte, or longer by any, it is refused for its length")
  void length() throws MalformedPacketException {
    for (int length = 0; length < WIRE.length() / 2; length++) {
      ByteBuffer cut = bytes(WIRE.substring(0, 2 * length));

      assertEquals(Rejection.LENGTH, refusal(fromPeer6(cut)), "cut off after " + length);
    }
    for (int more = 1; more <= 64; more++) {
      ByteBuffer padded = bytes(WIRE + "00".repeat(more));

      assertEquals(Rejection.LENGTH, refusal(fromPeer6(padded)), more + " more");
    }
    read(fromPeer6(bytes(WIRE)));
  }

  @Test
  @DisplayName("with any single bit flipped, it is refused")
  void flipped() {
    for (int bit = 0; bit < 4 * WIRE.length(); bit++) {
      byte[] damaged = bytes(WIRE).array();
      damaged[bit / 8] ^= (byte) (0x80 >> (bit % 8));

      refusal(fromPeer6(ByteBuffer.wrap(damaged)));
    }
  }

  @Test
  @DisplayName("20,000 payloads, noise or hardly damaged, raise nothing but refusals (seed 9568)")
  void noise() {
    Random random = new Random(9568);
    Set<String> outcomes = new TreeSet<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] payload = i % 2 == 0 ? new byte[random.nextInt(100)] : bytes(WIRE).array();
      for (int changes = i % 2 == 0 ? payload.length : random.nextInt(3); changes > 0; changes--) {
        payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
      }
      outcomes.add(outcome(fromPeer6(ByteBuffer.wrap(payload))));
    }

    assertEquals(
        Set.of("accepted", "ADDRESS_COUNT", "CHECKSUM", "LENGTH", "TYPE", "VERSION"), outcomes);
  }

  private static String outcome(IpPacket packet) {
    try {
      read(packet);
      return "accepted";
    } catch (MalformedPacketException e) {
      return e.rejection().name();
    }
  }

  private static Rejection refusal(IpPacket packet) {
    return assertThrows(MalformedPacketException.class, () -> read(packet)).rejection();
  }

  private static VrrpAdvertisement read(IpPacket packet) throws MalformedPacketException {
    return ReceivedAdvertisement.decode(packet, 3, false).advertisement();
  }
}
