// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.netlink.Bytes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types: 32 RTM_NEWRULE, 33 RTM_DELRULE, 34 RTM_GETRULE. Samples are of Linux 6.18. */
class RuleCodecTest {
  /** 100: from 192.0.2.10 to 198.51.100.0/24 fwmark 0x10/0xff iif v0 oif v1 lookup 1000. */
  static final String IPV4 =
      "02182000 fc000001 00000000 08000f00 e8030000 08000e00 ffffffff 05001500 70000000 "
          + "07000300 76300000 07001100 76310000 08000600 64000000 08000a00 10000000 "
          + "08001000 ff000000 08000100 c6336400 08000200 c000020a";

  /** 101: from 2001:db8:1::/48 prohibit. */
  static final String IPV6 =
      "0a003000 00000008 00000000 08000f00 00000000 08000e00 ffffffff 05001500 70000000 "
          + "08000600 65000000 14000200 20010db8 00010000 00000000 00000000";

  private final IpPrefix net4 = new IpPrefix(InetAddress.getByName("198.51.100.0"), 24);
  private final IpPrefix net6 = new IpPrefix(InetAddress.getByName("2001:db8:1::"), 48);

  private final Rule full =
      Rule.lookup(100, false, 1000)
          .withFrom(IpPrefix.host(InetAddress.getByName("192.0.2.10")))
          .withTo(net4)
          .withInputInterface("v0")
          .withOutputInterface("v1")
          .withMark(0x10, 0xff);

  private final Rule refusal = Rule.refuse(101, true, RuleAction.PROHIBIT).withFrom(net6);

  RuleCodecTest() throws Exception {}

  private static Optional<RouteEvent> decode(int type, String payload) throws NetlinkException {
    return Rtnetlink.decode(new NetlinkMessage(type, 0, Bytes.of(payload)));
  }

  @Test
  @DisplayName("reads rules of both families")
  void reads() throws Exception {
    assertEquals(Optional.of(new RouteEvent.RuleAdded(full)), decode(32, IPV4));
    assertEquals(Optional.of(new RouteEvent.RuleGone(refusal)), decode(33, IPV6));
  }

  @Test
  @DisplayName("reads the kernel's first rule, which has no priority")
  void readsTheFirst() throws Exception {
    String first =
        "02000000 ff000001 00000000 08000f00 ff000000 08000e00 ffffffff 05001500 02000000";

    assertEquals(
        Optional.of(new RouteEvent.RuleAdded(Rule.lookup(0, false, 255).withProtocol(2))),
        decode(32, first));
  }

  @Test
  @DisplayName("rules of other families and with other actions are passed over")
  void passesOver() throws Exception {
    assertEquals(Optional.empty(), decode(32, "80000000 ff000001 00000000"));
    assertEquals(Optional.empty(), decode(32, "02000000 ff000002 00000000"));
  }

  @ParameterizedTest(name = "{1}")
  @DisplayName("what is malformed is refused")
  @CsvSource({
    "02000000, '4 bytes, its header needs 12'",
    "02002100 ff000001 00000000, 'prefix length 33, expected 0..32'",
    "02000000 ff000001 00000000 06000600 0100 0000, 'attribute 6 has 2 bytes, expected 4'",
    "02000000 ff000001 00000000 15000300 6162636465666768696a6b6c6d6e6f7000 000000,"
        + " '\"abcdefghijklmnop\" is longer than 15'",
  })
  void refuses(String payload, String what) {
    var refused = assertThrows(NetlinkException.class, () -> decode(32, payload));

    assertEquals(what, refused.getMessage().replaceFirst("^[^:]*: ", ""));
  }

  @Test
  @DisplayName("asks for the rules of a family")
  void dumps() {
    assertEquals(
        new NetlinkMessage(34, 0x300, Bytes.of("0a000000 00000000 00000000")),
        RuleCodec.dump(true));
  }

  @Test
  @DisplayName("adds what is new only, with all that it selects by")
  void adds() {
    assertEquals(
        new NetlinkMessage(
            32,
            0x600,
            Bytes.of(
                "02182000 00000001 00000000 08000100 c6336400 08000200 c000020a "
                    + "07000300 76300000 07001100 76310000 08000600 64000000 08000a00 10000000 "
                    + "08001000 ff000000 08000f00 e8030000 05001500 70000000")),
        RuleCodec.add(full));
  }

  @Test
  @DisplayName("deletes just the same")
  void deletes() {
    assertEquals(
        new NetlinkMessage(
            33,
            0,
            Bytes.of(
                "0a003000 00000008 00000000 14000200 20010db8 00010000 00000000 00000000 "
                    + "08000600 65000000 05001500 70000000")),
        RuleCodec.delete(refusal));
  }

  @Test
  @DisplayName("a rule that cannot be is refused with the reason")
  void impossible() {
    assertEquals(
        "rule 101 with from 198.51.100.0/24 to 0:0:0:0:0:0:0:0/0",
        reason(() -> refusal.withFrom(net4)));
    assertEquals(
        "rule 100 with input interface \"longer-than-15-b\"",
        reason(() -> full.withInputInterface("longer-than-15-b")));
    assertEquals(
        "rule 4294967296 with a priority beyond 32 bits",
        reason(() -> Rule.lookup(1L << 32, false, 254)));
    assertEquals("rule 1 with mark -1", reason(() -> Rule.lookup(1, false, 9).withMark(-1, 1)));
  }

  private static String reason(org.junit.jupiter.api.function.Executable what) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, what).getMessage());
  }
}
