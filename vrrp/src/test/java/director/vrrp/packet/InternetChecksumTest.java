// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import static director.vrrp.packet.Wire.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {

  @Test
  @DisplayName("is what RFC 1071, section 3 computes by hand")
  void example() {
    assertEquals(0x220d, InternetChecksum.of(bytes("0001f203f4f5f6f7"), 0));
  }

  @Test
  @DisplayName("an odd byte counts as the high one of a last word")
  void oddLength() {
    assertEquals(0xfeff, InternetChecksum.of(bytes("01"), 0));
    assertEquals(0xfafc, InternetChecksum.of(bytes("010304"), 0));
  }

  @Test
  @DisplayName("carries are folded in until none is left")
  void carries() {
    assertEquals(0, InternetChecksum.of(bytes("ffff" + "ffff".repeat(1000)), 0));
    assertEquals(0xfffe, InternetChecksum.of(bytes("ffff0001"), 0));
    // 0x1ffff: the first carry makes a second one.
    assertEquals(0xfffe, InternetChecksum.of(bytes("ffffffff0001"), 0));
  }

  @Test
  @DisplayName("reads from position to limit and leaves the buffer as it was")
  void leavesTheBuffer() {
    ByteBuffer in = bytes("aaaa0001f203f4f5f6f7bbbb").position(2).limit(10);

    assertEquals(0x220d, InternetChecksum.of(in, 0));
    assertEquals(8, in.remaining());
  }

  @Test
  @DisplayName("the pseudo header is the sum of both addresses, the protocol and the length")
  void pseudoHeader() {
    // c000 + 0201 + e000 + 0012 + 0070 + 000c
    assertEquals(
        0x1a28f,
        InternetChecksum.pseudoHeader(Wire.ipv4("192.0.2.1"), VrrpAdvertisement.GROUP, 112, 12));
  }
}
