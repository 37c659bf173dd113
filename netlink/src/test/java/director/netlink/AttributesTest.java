// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributesTest {

  private static void assertRefused(String message, Executable read) {
    assertEquals(message, assertThrows(NetlinkException.class, read).getMessage());
  }

  @Test
  @DisplayName("reads each kind")
  void readsEachKind() throws Exception {
    Attributes attributes =
        Attributes.parse(
            Bytes.of(
                "05000100 ff000000 06000200 feff0000 06000300 01bb0000 08000400 efbeadde"
                    + "0c000500 01000000 00000080 08000600 77727200 07000700 61626300"
                    + "08000800 c000020a 0c000980 05000100 01000000"));

    assertEquals(255, attributes.u8(1));
    assertEquals(65_534, attributes.u16(2));
    assertEquals(443, attributes.u16BigEndian(3));
    assertEquals(0xdeadbeef, attributes.u32(4));
    assertEquals(-9_223_372_036_854_775_807L, attributes.u64(5));
    assertEquals("wrr", attributes.string(6));
    assertEquals("abc", attributes.string(7), "without its terminating zero");
    assertArrayEquals(new byte[] {'a', 'b', 'c'}, attributes.bytes(7));
    assertEquals(InetAddress.getByName("192.0.2.10"), attributes.address(8));
    assertEquals(1, attributes.nested(9).u8(1));
    assertEquals(Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9), attributes.types());
  }

  @Test
  @DisplayName("what was written is read back")
  void roundTrip() throws Exception {
    AttributeWriter writer =
        new AttributeWriter()
            .u8(1, 200)
            .u16(2, 60_000)
            .u16BigEndian(3, 8443)
            .u32(4, Integer.MIN_VALUE)
            .bytes(5, new byte[16])
            .string(6, "Zürich")
            .nested(7, in -> in.u8(1, 7));

    Attributes read = Attributes.parse(writer.payload());

    assertEquals(200, read.u8(1));
    assertEquals(60_000, read.u16(2));
    assertEquals(8443, read.u16BigEndian(3));
    assertEquals(Integer.MIN_VALUE, read.u32(4));
    assertEquals(InetAddress.getByName("::"), read.address(5));
    assertEquals("Zürich", read.string(6));
    assertEquals(7, read.nested(7).u8(1));
  }

  @Test
  @DisplayName("of a type that comes twice the last counts, and flags of the type do not")
  void lastCounts() throws Exception {
    Attributes attributes =
        Attributes.parse(Bytes.of("05000100 01000000 05000180 02000000 05000240 03000000"));

    assertEquals(2, attributes.u8(1));
    assertEquals(3, attributes.u8(2));
  }

  @Test
  @DisplayName("the last attribute may lack its padding, and nothing at all is fine too")
  void endsWithoutPadding() throws Exception {
    assertEquals("abc", Attributes.parse(Bytes.of("07000100 616263")).string(1));
    assertFalse(Attributes.parse(Bytes.of("")).has(1));
  }

  @Test
  @DisplayName("an IPv4-mapped IPv6 address stays an IPv6 address")
  void keepsMappedAddresses() throws Exception {
    Attributes attributes =
        Attributes.parse(Bytes.of("14000100 00000000 00000000 0000ffff c000020a"));

    InetAddress address = attributes.address(1);

    assertInstanceOf(Inet6Address.class, address);
    assertEquals("0:0:0:0:0:ffff:c000:20a", address.getHostAddress());
  }

  @Test
  @DisplayName("an IPv4 address is found in the first bytes of a union")
  void addressInAUnion() throws Exception {
    Attributes attributes =
        Attributes.parse(Bytes.of("14000100 c000020a 00000000 00000000 00000000"));

    assertEquals(InetAddress.getByName("192.0.2.10"), attributes.address(1, 4));
    assertTrue(attributes.has(1));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("lengths that do not fit are refused")
  @CsvSource({
    "03000100,         attribute of 3 bytes where 4 remain",
    "00000100,         attribute of 0 bytes where 4 remain",
    "09000100 01000000, attribute of 9 bytes where 8 remain",
    "ffff0100 01000000, attribute of 65535 bytes where 8 remain",
    "05000100 01000000 06000100, attribute of 6 bytes where 4 remain",
  })
  void refusesLengths(String bytes, String what) {
    assertRefused("reading an answer: " + what, () -> Attributes.parse(Bytes.of(bytes)));
  }

  @Test
  @DisplayName("what is missing or too short is refused with its type and both lengths")
  void refusesMissingAndShort() throws Exception {
    Attributes attributes = Attributes.parse(Bytes.of("06000100 01000000"));

    assertRefused("reading an answer: attribute 2 is missing", () -> attributes.u8(2));
    assertRefused("reading an answer: attribute 2 is missing", () -> attributes.address(2));
    assertRefused(
        "reading an answer: attribute 1 has 2 bytes, expected 4", () -> attributes.u32(1));
    assertRefused(
        "reading an answer: attribute 1 has 2 bytes, expected 8", () -> attributes.u64(1));
    assertRefused(
        "reading an answer: attribute 1 holds an address of 2 bytes", () -> attributes.address(1));
    assertRefused(
        "reading an answer: attribute 1 has 2 bytes, expected 16", () -> attributes.address(1, 16));
  }
}
