// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import static director.vrrp.packet.Wire.bytes;
import static director.vrrp.packet.Wire.hex;
import static director.vrrp.packet.Wire.ipv4;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Ipv4PacketTest {
  private static final String WIRE =
      "45c0002000000000ff700000c0000201e000001231339601006459cbcb00710a";
  private static final IpPacket PACKET =
      new IpPacket(ipv4("192.0.2.1"), ipv4("224.0.0.18"), 255, bytes("31339601006459cbcb00710a"));

  @Test
  @DisplayName("is written with TOS 0xc0, protocol 112 and zeros for the kernel to fill in")
  void encodes() {
    ByteBuffer out = ByteBuffer.allocate(64);

    Ipv4Packet.encode(PACKET, out);

    assertEquals(WIRE, hex(out.flip()));
    assertEquals(12, PACKET.payload().remaining());
  }

  @Test
  @DisplayName("is written at the position of the buffer")
  void encodesAtThePosition() {
    ByteBuffer out = ByteBuffer.allocate(64).putShort((short) 0xabcd);

    Ipv4Packet.encode(PACKET, out);

    assertEquals("abcd" + WIRE, hex(out.flip()));
  }

  @Test
  @DisplayName("is read, and the buffer is left as it was")
  void decodes() throws MalformedPacketException {
    ByteBuffer in = bytes(WIRE);

    IpPacket read = Ipv4Packet.decode(in);

    assertEquals(PACKET, read);
    assertEquals(32, in.remaining());
  }

  @Test
  @DisplayName("options of the header are skipped")
  void skipsOptions() throws MalformedPacketException {
    String routerAlert = "46c0002400000000ff700000c0000201e00000129404000031339601006459cbcb00710a";

    assertEquals(PACKET, Ipv4Packet.decode(bytes(routerAlert)));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("", "0 bytes, an IPv4 header has 20"),
        arguments(WIRE.substring(0, 38), "19 bytes, an IPv4 header has 20"),
        arguments("65" + WIRE.substring(2), "IP version 6, expected 4"),
        // A header of 4 words, one word too short.
        arguments("44" + WIRE.substring(2), "header of 16 and total of 32 in a packet of 32"),
        // A header of 15 words, longer than the packet.
        arguments("4f" + WIRE.substring(2), "header of 60 and total of 32 in a packet of 32"),
        // One byte more than there is.
        arguments("45c00021" + WIRE.substring(8), "header of 20 and total of 33 in a packet of 32"),
        arguments("45c00013" + WIRE.substring(8), "header of 20 and total of 19 in a packet of 32"),
        // IPsec AH, as keepalived's auth_type AH sends it.
        arguments("45c0002000000000ff330000" + WIRE.substring(24), "protocol 51, expected 112"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  @DisplayName("a header that contradicts itself is refused")
  void refuses(String wire, String sentence) {
    MalformedPacketException refusal =
        assertThrows(MalformedPacketException.class, () -> Ipv4Packet.decode(bytes(wire)));

    assertEquals(Rejection.IP_HEADER, refusal.rejection());
    assertEquals(sentence, refusal.getMessage());
  }
}
