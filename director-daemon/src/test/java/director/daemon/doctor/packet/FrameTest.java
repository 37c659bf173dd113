// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.packet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final Mac OURS = new Mac("02:00:00:00:00:11");
  private static final Mac THEIRS = new Mac("02:00:00:00:00:21");

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  private static String hex(byte... bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static Optional<Frame> decode(String hex) {
    return Frame.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  @Test
  @DisplayName("an ARP request is as RFC 826 has it")
  void arpRequest() throws Exception {
    assertEquals(
        "ffffffffffff0200000000110806" // Ethernet
            + "0001080006040001" // Ethernet, IPv4, request
            + "020000000011c000020b" // from
            + "000000000000c000020a", // for
        hex(ArpRequest.frame(OURS, address("192.0.2.11"), address("192.0.2.10"))));
  }

  @Test
  @DisplayName("an ARP reply says where an address is; a request says nothing")
  void arpReply() throws Exception {
    String content = "020000000021c0000215" + "020000000011c000020b";

    assertEquals(
        Optional.of(new Frame.Neighbour(address("192.0.2.21"), THEIRS)),
        decode("0200000000110200000000210806" + "0001080006040002" + content));
    assertEquals(
        Optional.empty(), decode("0200000000110200000000210806" + "0001080006040001" + content));
  }

  @Test
  @DisplayName("a SYN has right checksums, and goes to the server though it is for another address")
  void syn() throws Exception {
    TcpSegment segment =
        new TcpSegment(OURS, THEIRS, address("192.0.2.11"), address("192.0.2.10"), 40000, 443);

    assertEquals(
        "0200000000210200000000110800" // to the server's hardware address
            + "450000280000400040 06 b6ba c000020b c000020a".replace(" ", "")
            + "9c40 01bb 01020304 00000000 5002 0400 85cb 0000".replace(" ", ""),
        hex(segment.syn(0x01020304)));
  }

  @Test
  @DisplayName("SYN and ACK is accepted, RST is refused")
  void answers() throws Exception {
    TcpSegment back =
        new TcpSegment(THEIRS, OURS, address("192.0.2.10"), address("192.0.2.11"), 443, 40000);
    byte[] synAck = back.syn(7);
    synAck[14 + 20 + 13] = 0x12;

    Frame.Tcp accepted = (Frame.Tcp) Frame.decode(ByteBuffer.wrap(synAck)).orElseThrow();
    Frame.Tcp refused = (Frame.Tcp) Frame.decode(ByteBuffer.wrap(back.reset(7))).orElseThrow();

    assertEquals(
        new Frame.Tcp(THEIRS, address("192.0.2.10"), address("192.0.2.11"), 443, 40000, 0x12, 7, 0),
        accepted);
    assertTrue(accepted.accepts());
    assertFalse(accepted.refuses());
    assertTrue(refused.refuses());
  }

  @Test
  @DisplayName("a neighbour solicitation goes to the group of the address, with a right checksum")
  void solicitation() throws Exception {
    byte[] frame =
        NeighbourSolicitation.frame(OURS, address("2001:db8::11"), address("2001:db8::10"));

    assertEquals(
        "3333ff000010"
            + "020000000011"
            + "86dd" // to the group
            + "60000000"
            + "00203aff" // 32 bytes of ICMPv6, 255 hops
            + "20010db8000000000000000000000011"
            + "ff0200000000000000000001ff000010"
            + "8700"
            + "1beb"
            + "00000000"
            + "20010db8000000000000000000000010"
            + "0101"
            + "020000000011",
        hex(frame));
  }

  @Test
  @DisplayName("a neighbour advertisement says where an address is")
  void advertisement() throws Exception {
    assertEquals(
        Optional.of(new Frame.Neighbour(address("2001:db8::10"), THEIRS)),
        decode(
            "020000000011"
                + "020000000099"
                + "86dd"
                + "60000000"
                + "00203aff"
                + "20010db8000000000000000000000021"
                + "20010db8000000000000000000000011"
                + "8800"
                + "0000"
                + "60000000"
                + "20010db8000000000000000000000010"
                + "0201"
                + "020000000021"));
  }

  @Test
  @DisplayName("groups have the Ethernet addresses of RFC 1112 and RFC 2464")
  void groups() throws Exception {
    assertEquals("01:00:5e:00:00:12", Mac.ofGroup(address("224.0.0.18")).text());
    assertEquals("01:00:5e:01:02:03", Mac.ofGroup(address("239.129.2.3")).text());
    assertEquals("33:33:00:00:00:12", Mac.ofGroup(address("ff02::12")).text());
  }

  @Test
  @DisplayName("20,000 random frames, of each kind, are read or not, and nothing else happens")
  void hostile() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] frame = new byte[random.nextInt(90)];
      random.nextBytes(frame);
      if (frame.length > 13) {
        frame[12] = (byte) (i % 3 == 2 ? 0x86 : 8);
        frame[13] = new byte[] {0, 6, (byte) 0xdd}[i % 3];
      }
      if (frame.length > 23) {
        frame[14] = 0x45;
        frame[23] = new byte[] {6, 112, 58}[random.nextInt(3)];
        frame[20] = frame[23];
      }
      assertDoesNotThrow(() -> Frame.decode(ByteBuffer.wrap(frame)));
    }
  }
}
