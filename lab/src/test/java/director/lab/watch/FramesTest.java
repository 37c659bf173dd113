// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import director.lab.watch.Sighting.Advertisement;
import director.lab.watch.Sighting.GratuitousArp;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FramesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T05:28:00Z");

  /** What keepalived sends, with Ethernet's padding to 60 bytes: VRID 51, priority 150, 1 s. */
  private static final String V3 =
      "01005e000012 02000000000b 0800"
          + "45c0002000010000ff70188fc000020be0000012"
          + "313396010064d3c1c000020a"
          + "0000000000000000000000000000";

  private static final String V2 =
      "01005e000012 02000000000b 0800"
          + "45c0002800010000ff701887c000020be0000012"
          + "21339601000186bfc000020a0000000000000000";

  @Test
  @DisplayName(
      "a VRRPv3 advertisement is read without its padding, its checksum with the pseudo header")
  void version3() {
    Optional<Sighting> seen = Frames.read(NOW, bytes(V3));

    assertEquals(
        Optional.of(
            new Advertisement(
                NOW,
                "02:00:00:00:00:0b",
                address("192.0.2.11"),
                3,
                51,
                150,
                100,
                List.of(address("192.0.2.10")),
                true)),
        seen);
  }

  @Test
  @DisplayName(
      "a VRRPv2 advertisement is read with its interval in seconds, its checksum without pseudo header")
  void version2() {
    Optional<Sighting> seen = Frames.read(NOW, bytes(V2));

    assertEquals(
        Optional.of(
            new Advertisement(
                NOW,
                "02:00:00:00:00:0b",
                address("192.0.2.11"),
                2,
                51,
                150,
                1,
                List.of(address("192.0.2.10")),
                true)),
        seen);
  }

  @Test
  @DisplayName("one wrong bit shows in the checksum")
  void wrongBit() {
    byte[] frame = bytes(V3);
    frame[36] ^= 1;

    Advertisement seen = (Advertisement) Frames.read(NOW, frame).orElseThrow();

    assertEquals(151, seen.priority());
    assertFalse(seen.checksumGood());
  }

  @Test
  @DisplayName("an ARP packet whose sender and target are the same address is an announcement")
  void announcement() {
    String frame =
        "ffffffffffff 02000000000b 0806"
            + "0001080006040001 02000000000b c000020a ffffffffffff c000020a";

    Optional<Sighting> seen = Frames.read(NOW, bytes(frame));

    assertEquals(
        Optional.of(new GratuitousArp(NOW, "02:00:00:00:00:0b", address("192.0.2.10"))), seen);
  }

  @Test
  @DisplayName(
      "an ARP request for somebody else is none, nor is a frame of any length that ends too soon")
  void others() {
    String request =
        "ffffffffffff 02000000000c 0806"
            + "0001080006040001 02000000000c c000020c 000000000000 c000020a";
    byte[] advertisement = bytes(V3.replace(" ", "").substring(0, 2 * 46));

    assertEquals(Optional.empty(), Frames.read(NOW, bytes(request)));
    for (int length = 0; length < 42; length++) {
      byte[] cut = Arrays.copyOf(advertisement, length);
      assertEquals(Optional.empty(), Frames.read(NOW, cut), length + " bytes");
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
