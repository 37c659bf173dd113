// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import static director.vrrp.packet.VrrpAdvertisement.Checksum.WITHOUT_PSEUDO_HEADER;
import static director.vrrp.packet.VrrpAdvertisement.Checksum.WITH_PSEUDO_HEADER;
import static director.vrrp.packet.Wire.bytes;
import static director.vrrp.packet.Wire.fromPeer;
import static director.vrrp.packet.Wire.hex;
import static director.vrrp.packet.Wire.ipv4;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import director.vrrp.packet.VrrpAdvertisement.Checksum;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenAdvertisementsTest {
  private static final Inet4Address SOURCE = ipv4("192.0.2.1");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final List<InetAddress> ONE = List.of(ipv4("192.168.200.77"));
  private static final List<InetAddress> TWO =
      List.of(ipv4("192.168.200.77"), ipv4("192.168.200.78"));
  private static final List<InetAddress> PHOTOS = List.of(ipv4("203.0.113.10"));

  /** The version 2 lines but the last are packets of keepalived 2.4.3. */
  static Stream<Arguments> version2() {
    return Stream.of(
        arguments(
            new VrrpAdvertisement(2, 10, 100, SECOND, TWO),
            "210a640200016904c0a8c84dc0a8c84e0000000000000000"),
        arguments(
            new VrrpAdvertisement(2, 10, 0, SECOND, TWO),
            "210a00020001cd04c0a8c84dc0a8c84e0000000000000000"),
        arguments(
            new VrrpAdvertisement(2, 10, 100, SECOND, ONE),
            "210a64010001f1fcc0a8c84d0000000000000000"),
        arguments(
            new VrrpAdvertisement(2, 10, 0, SECOND, ONE),
            "210a0001000155fdc0a8c84d0000000000000000"),
        arguments(
            new VrrpAdvertisement(2, 10, 200, SECOND, ONE),
            "210ac80100018dfcc0a8c84d0000000000000000"),
        arguments(
            new VrrpAdvertisement(2, 1, 254, Duration.ofSeconds(255), PHOTOS),
            "2101fe0100ffa3f2cb00710a0000000000000000"));
  }

  /** The checksum with the pseudo header first, then the one without. */
  static Stream<Arguments> version3() {
    return Stream.of(
        arguments(
            new VrrpAdvertisement(3, 51, 150, SECOND, PHOTOS),
            "31339601006459cbcb00710a",
            "313396010064fc5bcb00710a"),
        arguments(
            new VrrpAdvertisement(3, 51, 0, SECOND, PHOTOS),
            "313300010064efcbcb00710a",
            "313300010064925ccb00710a"),
        arguments(
            new VrrpAdvertisement(3, 10, 100, SECOND, TWO),
            "310a64020064b60cc0a8c84dc0a8c84e",
            "310a6402006458a1c0a8c84dc0a8c84e"),
        arguments(
            new VrrpAdvertisement(3, 51, 150, Duration.ofMillis(10), PHOTOS),
            "3133960100015a2ecb00710a",
            "313396010001fcbecb00710a"),
        arguments(
            new VrrpAdvertisement(3, 51, 255, Duration.ofMillis(40_950), PHOTOS),
            "3133ff010fffe12fcb00710a",
            "3133ff010fff83c0cb00710a"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("version2")
  @DisplayName("version 2 is what keepalived sends, to the byte, whatever the v3 checksum setting")
  void version2(VrrpAdvertisement advertisement, String wire) throws MalformedPacketException {
    assertEquals(wire, encoded(advertisement, WITH_PSEUDO_HEADER));
    assertEquals(wire, encoded(advertisement, WITHOUT_PSEUDO_HEADER));
    assertEquals(advertisement, read(fromPeer(bytes(wire)), 2));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("version3")
  @DisplayName("version 3 is sent with the checksum that was asked for, and read with either")
  void version3(VrrpAdvertisement advertisement, String with, String without) {
    assertAll(
        () -> assertEquals(with, encoded(advertisement, WITH_PSEUDO_HEADER)),
        () -> assertEquals(without, encoded(advertisement, WITHOUT_PSEUDO_HEADER)),
        () -> assertEquals(advertisement, read(fromPeer(bytes(with)), 3)),
        () -> assertEquals(advertisement, read(fromPeer(bytes(without)), 3)));
  }

  @Test
  @DisplayName("the four reserved bits of version 3 are sent as zero and ignored when received")
  void reservedBits() throws MalformedPacketException {
    String allSet = "31339601f06469cacb00710a";

    VrrpAdvertisement read = read(fromPeer(bytes(allSet)), 3);

    assertEquals(new VrrpAdvertisement(3, 51, 150, SECOND, PHOTOS), read);
    assertEquals("31339601006459cbcb00710a", encoded(read, WITH_PSEUDO_HEADER));
  }

  @Test
  @DisplayName("what version 2 carries as authentication data is sent as zero and ignored")
  void authenticationDataWithoutAuthentication() throws MalformedPacketException {
    String garbage = "210a64010001439fc0a8c84d69676e6f72656421";

    VrrpAdvertisement read = read(fromPeer(bytes(garbage)), 2);

    assertEquals(new VrrpAdvertisement(2, 10, 100, SECOND, ONE), read);
    assertEquals("210a64010001f1fcc0a8c84d0000000000000000", encoded(read, WITH_PSEUDO_HEADER));
  }

  @Test
  @DisplayName("255 addresses, the most there can be, come back in their order")
  void mostAddresses() throws MalformedPacketException {
    List<InetAddress> addresses = new ArrayList<>();
    for (int i = 255; i > 0; i--) {
      addresses.add(ipv4("198.51.100." + i));
    }
    VrrpAdvertisement sent = new VrrpAdvertisement(3, 51, 150, SECOND, addresses);

    var payload = sent.encode(SOURCE, VrrpAdvertisement.GROUP, WITH_PSEUDO_HEADER);

    assertEquals(1028, payload.remaining());
    assertEquals(sent, read(fromPeer(payload), 3));
  }

  @Test
  @DisplayName("whatever can be configured comes back as it was sent (2,000 times, seed 9568)")
  void roundTrips() throws MalformedPacketException {
    Random random = new Random(9568);
    for (int i = 0; i < 2_000; i++) {
      VrrpAdvertisement sent = any(random);
      Checksum checksum = random.nextBoolean() ? WITH_PSEUDO_HEADER : WITHOUT_PSEUDO_HEADER;

      var payload = sent.encode(SOURCE, VrrpAdvertisement.GROUP, checksum);

      assertEquals(sent, read(fromPeer(payload), sent.version()));
      assertEquals(sent.virtualRouterId(), VrrpAdvertisement.peekVirtualRouterId(payload));
    }
  }

  @Test
  @DisplayName("the VRID of a malformed packet is known if the packet is long enough for one")
  void peeksAtTheVirtualRouterId() {
    assertEquals(-1, VrrpAdvertisement.peekVirtualRouterId(bytes("")));
    assertEquals(-1, VrrpAdvertisement.peekVirtualRouterId(bytes("31")));
    assertEquals(51, VrrpAdvertisement.peekVirtualRouterId(bytes("3133")));
    assertEquals(255, VrrpAdvertisement.peekVirtualRouterId(bytes("00ff00")));
  }

  private static VrrpAdvertisement any(Random random) {
    int version = 2 + random.nextInt(2);
    Duration interval =
        version == 2
            ? Duration.ofSeconds(1 + random.nextInt(255))
            : Duration.ofMillis(10 * (1 + random.nextInt(4095)));
    List<InetAddress> addresses = new ArrayList<>();
    for (int i = 1 + random.nextInt(20); i > 0; i--) {
      byte[] address = new byte[4];
      random.nextBytes(address);
      addresses.add(Octets.address(address));
    }
    return new VrrpAdvertisement(
        version, 1 + random.nextInt(255), random.nextInt(256), interval, addresses);
  }

  private static VrrpAdvertisement read(IpPacket packet, int version)
      throws MalformedPacketException {
    return ReceivedAdvertisement.decode(packet, version, false).advertisement();
  }

  private static String encoded(VrrpAdvertisement advertisement, Checksum checksum) {
    return hex(advertisement.encode(SOURCE, VrrpAdvertisement.GROUP, checksum));
  }
}
