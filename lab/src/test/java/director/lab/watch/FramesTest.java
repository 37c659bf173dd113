// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import director.lab.watch.Sighting.Advertisement;
import director.lab.watch.Sighting.ArpAnswer;
import director.lab.watch.Sighting.GratuitousArp;
import director.lab.watch.Sighting.NeighborAdvertisement;
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

  private static final String NEIGHBOR =
      "333300000001 02000000000b 86dd"
          + "6000000000203afffe80000000000000000000fffe00000bff020000000000000000000000000001"
          + "88000000a000000020010db8000000000000000000000010020102000000000b";

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
                address("224.0.0.18"),
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
                address("224.0.0.18"),
                2,
                51,
                150,
                1,
                List.of(address("192.0.2.10")),
                true)),
        seen);
  }

  @Test
  @DisplayName("over IPv6 its addresses have 16 bytes, and the pseudo header is that of IPv6")
  void version6() {
    String frame =
        "333300000012 02000000000b 86dd"
            + "6c000000002870fffe80000000000000000000fffe00000bff020000000000000000000000000012"
            + "3133960200640ed3fe80000000000000000000000000001020010db8000000000000000000000010";

    Optional<Sighting> seen = Frames.read(NOW, bytes(frame));

    assertEquals(
        Optional.of(
            new Advertisement(
                NOW,
                "02:00:00:00:00:0b",
                address("fe80::ff:fe00:b"),
                address("ff02::12"),
                3,
                51,
                150,
                100,
                List.of(address("fe80::10"), address("2001:db8::10")),
                true)),
        seen);
  }

  @Test
  @DisplayName("a neighbour advertisement that nobody asked for is an announcement")
  void unsolicited() {
    Optional<Sighting> seen = Frames.read(NOW, bytes(NEIGHBOR));

    assertEquals(
        Optional.of(
            new NeighborAdvertisement(NOW, "02:00:00:00:00:0b", address("2001:db8::10"), true)),
        seen);
  }

  @Test
  @DisplayName("a neighbour advertisement that answers is none")
  void solicited() {
    byte[] frame = bytes(NEIGHBOR);
    frame[58] |= 0x40;

    assertEquals(Optional.empty(), Frames.read(NOW, frame));
  }

  @Test
  @DisplayName("an answer by ARP tells which hardware address it names")
  void answer() {
    String frame =
        "020000000065 02000000000b 0806"
            + "0001080006040002 00005e000133 c000020a 020000000065 c0000265";

    Optional<Sighting> seen = Frames.read(NOW, bytes(frame));

    assertEquals(
        Optional.of(
            new ArpAnswer(NOW, "02:00:00:00:00:0b", address("192.0.2.10"), "00:00:5e:00:01:33")),
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
