// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import static director.vrrp.packet.Rejection.ADDRESS_COUNT;
import static director.vrrp.packet.Rejection.CHECKSUM;
import static director.vrrp.packet.Rejection.INTERVAL;
import static director.vrrp.packet.Rejection.LENGTH;
import static director.vrrp.packet.Rejection.TYPE;
import static director.vrrp.packet.Rejection.VERSION;
import static director.vrrp.packet.Wire.bytes;
import static director.vrrp.packet.Wire.fromPeer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field wrong in turn; where nothing else is said, with the checksum that then is right. */
class RefusedAdvertisementsTest {

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(3, "", LENGTH, "0 bytes, the header has 8"),
        arguments(3, "31339601006459", LENGTH, "7 bytes, the header has 8"),
        arguments(3, "2133960100010cbfcb00710a0000000000000000", VERSION, "version 2, expected 3"),
        arguments(3, "413396010064ec5bcb00710a", VERSION, "version 4, expected 3"),
        arguments(3, "f13396010064fc5bcb00710a", VERSION, "version 15, expected 3"),
        arguments(2, "31339601006459cbcb00710a", VERSION, "version 3, expected 2"),
        arguments(3, "323396010064fb5bcb00710a", TYPE, "type 2, expected 1"),
        arguments(2, "220a64010001f0fcc0a8c84d0000000000000000", TYPE, "type 2, expected 1"),
        arguments(3, "3133960000643868", ADDRESS_COUNT, "no address, expected at least 1"),
        arguments(
            2,
            "21339600000148cb0000000000000000",
            ADDRESS_COUNT,
            "no address, expected at least 1"),
        // The count says two, there is one.
        arguments(3, "313396020064fc5acb00710a", LENGTH, "12 bytes, 2 addresses make 16"),
        // One more byte than the count says.
        arguments(3, "313396010064fc5bcb00710a00", LENGTH, "13 bytes, 1 addresses make 12"),
        // Version 2 without its authentication data.
        arguments(2, "2133960100010cbfcb00710a", LENGTH, "12 bytes, 1 addresses make 20"),
        // One too much, and none at all.
        arguments(3, "31339601006459cccb00710a", CHECKSUM, "checksum is wrong"),
        arguments(3, "3133960100640000cb00710a", CHECKSUM, "checksum is wrong"),
        arguments(2, "210a64010001f1fdc0a8c84d0000000000000000", CHECKSUM, "checksum is wrong"),
        arguments(2, "210a64010001f1fcc0a8c84d0000000000000001", CHECKSUM, "checksum is wrong"),
        arguments(2, "2133960100000cc0cb00710a0000000000000000", INTERVAL, "interval 0"),
        arguments(3, "313396010000fcbfcb00710a", INTERVAL, "interval 0"),
        arguments(3, "3133960100005a2fcb00710a", INTERVAL, "interval 0"));
  }

  @ParameterizedTest(name = "{2}: {3} ({1} as version {0})")
  @MethodSource("refused")
  @DisplayName("a packet with one field wrong is refused for that field")
  void refuses(int expectedVersion, String wire, Rejection why, String sentence) {
    IpPacket packet = fromPeer(bytes(wire));

    MalformedPacketException refusal =
        assertThrows(
            MalformedPacketException.class,
            () -> ReceivedAdvertisement.decode(packet, expectedVersion, false));

    assertEquals(why, refusal.rejection());
    assertEquals(sentence, refusal.getMessage());
  }

  @Test
  @DisplayName("a pseudo header of another source is refused: the checksum protects the address")
  void otherSource() {
    IpPacket packet =
        new IpPacket(
            Wire.ipv4("192.0.2.3"),
            VrrpAdvertisement.GROUP,
            255,
            bytes("31339601006459cbcb00710a"));

    MalformedPacketException refusal =
        assertThrows(
            MalformedPacketException.class, () -> ReceivedAdvertisement.decode(packet, 3, false));

    assertEquals(CHECKSUM, refusal.rejection());
  }

  @Test
  @DisplayName("a version 2 checksum with a pseudo header is refused: there is none in version 2")
  void version2WithPseudoHeader() {
    // The sum of 192.0.2.1, 224.0.0.18, 112 and 20 is 0xa298: 0xf1fc less that.
    IpPacket packet = fromPeer(bytes("210a640100014f64c0a8c84d0000000000000000"));

    MalformedPacketException refusal =
        assertThrows(
            MalformedPacketException.class, () -> ReceivedAdvertisement.decode(packet, 2, false));

    assertEquals(CHECKSUM, refusal.rejection());
  }

  @Test
  @DisplayName("refusing costs no stack trace")
  void isCheap() {
    assertEquals(0, new MalformedPacketException(CHECKSUM, "").getStackTrace().length);
  }
}
