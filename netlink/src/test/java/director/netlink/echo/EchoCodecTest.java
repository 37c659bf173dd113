// SPDX-License-Identifier: Apache-2.0
package director.netlink.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.Bytes;
import director.netlink.Mutations;
import director.testkit.Seeds;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoCodecTest {
  /** From 192.0.2.254 to 192.0.2.10, identifier 0x1234, sequence 7. */
  private static final String IPV4_REPLY =
      "4500001c 00010000 40010000 c00002fe c000020a 0000edc4 12340007";

  private static final String IPV6_REPLY = "81005678 12340007";

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  @Test
  @DisplayName("asks over IPv4 with a header of its own, and leaves sums of it to the kernel")
  void asksOverIpv4() throws Exception {
    ByteBuffer out = Bytes.of("a5".repeat(28));
    Inet4Address vip = (Inet4Address) address("192.0.2.10");
    Inet4Address gateway = (Inet4Address) address("192.0.2.254");

    int length = EchoCodec.ipv4Request(out, vip, gateway, 0x1234, 7, new byte[0]);

    assertEquals(28, length);
    assertEquals(
        "45c00000 00000000 40010000 c000020a c00002fe 0800e5c4 12340007", Bytes.hex(out.flip()));
  }

  @Test
  @DisplayName("asks over IPv6 with a message that the kernel completes")
  void asksOverIpv6() {
    ByteBuffer out = Bytes.of("a5".repeat(8));

    int length = EchoCodec.ipv6Request(out, 0xfffe, 0x8001, new byte[0]);

    assertEquals(8, length);
    assertEquals("80000000 fffe8001", Bytes.hex(out.flip()));
  }

  @Test
  @DisplayName("asks with data, which the checksum covers, and reads it back")
  void data() throws Exception {
    ByteBuffer out = Bytes.of("a5".repeat(32));
    Inet4Address any = (Inet4Address) address("0.0.0.0");
    Inet4Address gateway = (Inet4Address) address("192.0.2.254");

    int length = EchoCodec.ipv4Request(out, any, gateway, 0x1234, 7, new byte[] {1, 2, 3});
    String reply = "4500001f 00010000 40010000 c00002fe c000020a 0000e9c2 12340007 010203";

    assertEquals(31, length);
    assertEquals(
        "45c00000 00000000 40010000 00000000 c00002fe 0800e1c2 12340007 010203",
        Bytes.hex(out.flip()));
    assertEquals(
        Optional.of(ByteBuffer.wrap(new byte[] {1, 2, 3})),
        EchoCodec.ipv4Reply(Bytes.of(reply), 99).map(EchoReply::data));
    assertEquals(
        Optional.empty(), EchoCodec.ipv4Reply(Bytes.of(reply.replace("0203", "0204")), 99));
  }

  @Test
  @DisplayName("reads who answered to whom, and what")
  void reads() throws Exception {
    assertEquals(
        Optional.of(new EchoReply(address("192.0.2.254"), address("192.0.2.10"), 0x1234, 7, 99)),
        EchoCodec.ipv4Reply(Bytes.of(IPV4_REPLY), 99));
    assertEquals(
        Optional.of(new EchoReply(address("2001:db8::fe"), address("2001:db8::10"), 0x1234, 7, 99)),
        EchoCodec.ipv6Reply(
            Bytes.of(IPV6_REPLY), address("2001:db8::fe"), address("2001:db8::10"), 99));
  }

  @Test
  @DisplayName("reads a reply behind IP options")
  void readsBehindOptions() throws Exception {
    String options =
        "47000024 00010000 40010000 c00002fe c000020a 94040000 01010100 0000edc4 12340007";

    assertEquals(
        Optional.of(new EchoReply(address("192.0.2.254"), address("192.0.2.10"), 0x1234, 7, 99)),
        EchoCodec.ipv4Reply(Bytes.of(options), 99));
  }

  @ParameterizedTest(name = "[{0}]")
  @DisplayName("what is no intact echo reply is passed over")
  @ValueSource(
      strings = {
        "",
        "4500001c 00010000 40010000 c00002fe c000020a",
        "4500001c 00010000 40010000 c00002fe c000020a 0000edc4 123400",
        "4500001c 00010000 40010000 c00002fe c000020a 0000edc5 12340007",
        "4500001c 00010000 40010000 c00002fe c000020a 0800e5c4 12340007",
        "4500001c 00010000 40010000 c00002fe c000020a 0001edc3 12340007",
        "4500001c 00010000 40110000 c00002fe c000020a 0000edc4 12340007",
        "6500001c 00010000 40010000 c00002fe c000020a 0000edc4 12340007",
        "4400001c 00010000 40010000 c00002fe c000020a 0000edc4 12340007",
        "4f00001c 00010000 40010000 c00002fe c000020a 0000edc4 12340007",
      })
  void passesOver(String packet) {
    assertEquals(Optional.empty(), EchoCodec.ipv4Reply(Bytes.of(packet), 0));
  }

  @ParameterizedTest(name = "[{0}]")
  @DisplayName("what is no echo reply of IPv6 is passed over")
  @ValueSource(strings = {"", "81000000 123400", "80000000 12340007", "81010000 12340007"})
  void passesOverIpv6(String message) throws Exception {
    InetAddress any = address("::");

    assertEquals(Optional.empty(), EchoCodec.ipv6Reply(Bytes.of(message), any, any, 0));
  }

  static LongStream seeds() {
    return Seeds.first(20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("whatever the bytes are, nothing is thrown, and next to nothing is a reply")
  void mutations(long seed) throws Exception {
    Random random = new Random(seed);
    InetAddress any = address("::");
    int replies = 0;

    for (int i = 0; i < 2000; i++) {
      Optional<EchoReply> read = EchoCodec.ipv4Reply(Mutations.of(Bytes.of(IPV4_REPLY), random), 0);
      EchoCodec.ipv6Reply(Mutations.of(Bytes.of(IPV6_REPLY), random), any, any, 0);
      replies += read.isPresent() ? 1 : 0;
    }

    // Faults in the IP header alone are the kernel's to find.
    assertTrue(replies < 1500, replies + " replies");
  }
}
