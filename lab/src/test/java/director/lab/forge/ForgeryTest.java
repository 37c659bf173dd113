// SPDX-License-Identifier: Apache-2.0
package director.lab.forge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ForgeryTest {
  private static final byte[] SOURCE = {(byte) 192, 0, 2, 66};
  private static final byte[] VIP = {(byte) 192, 0, 2, 10};

  @Test
  @DisplayName("the advertisement that forgeries start from is genuine to the bit")
  void genuine() {
    assertEquals(
        "45c0002000000000ff701859c0000242e00000123133c8010064a18ac000020a",
        HexFormat.of().formatHex(Forgery.genuine(SOURCE, VIP)));
  }

  @Test
  @DisplayName("so is that of version 2")
  void genuineV2() {
    assertEquals(
        "45c0002800000000ff701851c0000242e00000122133c801000154bfc000020a0000000000000000",
        HexFormat.of().formatHex(Forgery.genuineV2(SOURCE, VIP)));
  }

  @Test
  @DisplayName("forgeries differ from it and from each other")
  void different() {
    List<Forgery> all = Forgery.all(SOURCE, VIP);

    Set<ByteBuffer> packets = all.stream().map(Forgery::packet).collect(Collectors.toSet());

    assertEquals(16, packets.size());
    assertFalse(packets.contains(ByteBuffer.wrap(Forgery.genuine(SOURCE, VIP))));
  }

  @Test
  @DisplayName("and so do those of version 2")
  void differentV2() {
    List<Forgery> all = Forgery.allV2(SOURCE, VIP);

    Set<ByteBuffer> packets = all.stream().map(Forgery::packet).collect(Collectors.toSet());

    assertEquals(21, packets.size());
    assertFalse(packets.contains(ByteBuffer.wrap(Forgery.genuineV2(SOURCE, VIP))));
  }

  @Test
  @DisplayName("only one thing is wrong with each: the checksums are right for what it says")
  void oneThing() {
    String unequal =
        Stream.concat(Forgery.all(SOURCE, VIP).stream(), Forgery.allV2(SOURCE, VIP).stream())
            .filter(forgery -> !ipChecksumIsRight(forgery.packet()))
            .map(Forgery::wrong)
            .collect(Collectors.joining(", "));

    assertEquals("IP header checksum, IP header checksum", unequal);
  }

  private static boolean ipChecksumIsRight(ByteBuffer packet) {
    int sum = 0;
    for (int i = 0; i < 20; i += 2) {
      sum += packet.getShort(i) & 0xffff;
    }
    return (sum & 0xffff) + (sum >> 16) == 0xffff;
  }
}
