// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AttributeWriterTest {
  private final AttributeWriter writer = new AttributeWriter();

  @Test
  @DisplayName("writes each kind with its length and type, padded to four bytes")
  void writesEachKind() {
    writer
        .u8(1, 0xab)
        .u16(2, 0x1234)
        .u16BigEndian(3, 443)
        .u32(4, 0xdeadbeef)
        .bytes(5, (byte) 1, (byte) 2, (byte) 3)
        .string(6, "wrr")
        .string(7, "wrrr");

    assertEquals(
        "05000100 ab000000 "
            + "06000200 34120000 "
            + "06000300 01bb0000 "
            + "08000400 efbeadde "
            + "07000500 01020300 "
            + "08000600 77727200 "
            + "09000700 77727272 00000000",
        Bytes.hex(writer.payload()));
  }

  @Test
  @DisplayName("marks nested attributes, and their length spans what is in them")
  void nests() {
    writer.nested(7, service -> service.u8(1, 1).nested(2, flags -> flags.u32(3, -1))).u8(8, 2);

    assertEquals(
        "18000780 05000100 01000000 0c000280 08000300 ffffffff 05000800 02000000",
        Bytes.hex(writer.payload()));
  }

  @Test
  @DisplayName("pads a header to four bytes")
  void padsTheHeader() {
    writer.header(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5})).u8(1, 9);

    assertEquals("01020304 05000000 05000100 09000000", Bytes.hex(writer.payload()));
  }

  @Test
  @DisplayName("grows, also within a nested attribute")
  void grows() throws Exception {
    writer.nested(
        1,
        many -> {
          for (int i = 0; i < 1000; i++) {
            many.u32(i, i * i);
          }
        });

    Attributes nested = Attributes.parse(writer.payload()).nested(1);

    assertEquals(1000, nested.types().size());
    assertEquals(998_001, nested.u32(999));
  }

  @Test
  @DisplayName("refuses an attribute whose length does not fit into 16 bits, nested or not")
  void refusesTooLong() {
    writer.bytes(1, new byte[65_531]);

    assertThrows(IllegalArgumentException.class, () -> writer.bytes(2, new byte[65_532]));
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new AttributeWriter()
                    .nested(3, in -> in.bytes(1, new byte[60_000]).bytes(1, new byte[6_000])));
    assertEquals("attribute 3 of 66012 bytes, at most 65535", thrown.getMessage());
  }
}
