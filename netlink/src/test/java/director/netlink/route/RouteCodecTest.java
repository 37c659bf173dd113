// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.netlink.Bytes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types: 16 RTM_NEWLINK, 17 RTM_DELLINK, 18 RTM_GETLINK, 20..22 the same of addresses. */
class RouteCodecTest {
  /** eth0, index 2, up, broadcast, running, multicast, lower up; mtu 1500. */
  static final String ETH0 =
      "00000100 02000000 43100100 00000000 09000300 65746830 00000000 "
          + "08000400 dc050000 0a000100 02005e00 01330000";

  /** 192.0.2.10/24 on interface 2, permanent, label eth0, protocol 112. */
  static final String IPV4 =
      "02188000 02000000 08000100 c000020a 08000200 c000020a 09000300 65746830 00000000 "
          + "08000800 80000000 05000b00 70000000";

  /** 2001:db8::10/64 on interface 3, tentative and permanent. */
  static final String IPV6 =
      "0a40c000 03000000 14000100 20010db8 00000000 00000000 00000010 08000800 c0000000";

  private static Optional<RouteEvent> decode(int type, String payload) throws NetlinkException {
    return RouteCodec.decode(new NetlinkMessage(type, 0, Bytes.of(payload)));
  }

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  @Test
  @DisplayName("reads a link")
  void readsALink() throws Exception {
    Link eth0 =
        new Link(2, "eth0", true, true, false, Optional.of(new MacAddress(0x02005e000133L)), 1500);

    assertEquals(Optional.of(new RouteEvent.LinkChanged(eth0)), decode(16, ETH0));
    assertEquals(Optional.of(new RouteEvent.LinkGone(2, "eth0")), decode(17, ETH0));
  }

  @Test
  @DisplayName("reads a link that is a loopback and down")
  void readsALoopback() throws Exception {
    String lo =
        "00000403 01000000 08000000 00000000 07000300 6c6f0000 08000400 00000100 "
            + "0a000100 00000000 00000000";

    assertEquals(
        Optional.of(
            new RouteEvent.LinkChanged(
                new Link(1, "lo", false, false, true, Optional.of(new MacAddress(0)), 65_536))),
        decode(16, lo));
  }

  @Test
  @DisplayName("a link without Ethernet address has none, whatever stands in its place")
  void readsATunnel() throws Exception {
    String tunnel =
        "00000003 05000000 d1000100 00000000 0a000300 74756e6c 30000000 08000100 c0000201";

    assertEquals(
        Optional.of(
            new RouteEvent.LinkChanged(
                new Link(5, "tunl0", true, true, false, Optional.empty(), 0))),
        decode(16, tunnel));
  }

  @Test
  @DisplayName("that a port left its bridge is not that the link is gone")
  void ignoresBridgePorts() throws Exception {
    assertEquals(Optional.empty(), decode(17, "07" + ETH0.substring(2)));
    assertEquals(Optional.empty(), decode(16, "07" + ETH0.substring(2)));
  }

  @Test
  @DisplayName("reads an IPv4 address with its protocol")
  void readsIpv4() throws Exception {
    InterfaceAddress read =
        new InterfaceAddress(2, address("192.0.2.10"), 24, 112, Set.of(AddressFlag.PERMANENT));

    assertEquals(Optional.of(new RouteEvent.AddressAdded(read)), decode(20, IPV4));
    assertEquals(Optional.of(new RouteEvent.AddressGone(read)), decode(21, IPV4));
  }

  @Test
  @DisplayName("reads an IPv6 address, by a kernel that knows no protocol")
  void readsIpv6() throws Exception {
    assertEquals(
        Optional.of(
            new RouteEvent.AddressAdded(
                new InterfaceAddress(
                    3,
                    address("2001:db8::10"),
                    64,
                    0,
                    Set.of(AddressFlag.TENTATIVE, AddressFlag.PERMANENT)))),
        decode(20, IPV6));
  }

  @Test
  @DisplayName("of a point-to-point link the local address counts")
  void readsPointToPoint() throws Exception {
    String peer = "02208000 04000000 08000100 c0000201 08000200 c0000202";

    assertEquals(
        Optional.of(
            new RouteEvent.AddressAdded(
                InterfaceAddress.of(4, address("192.0.2.2"), 32).withFlags(AddressFlag.PERMANENT))),
        decode(20, peer));
  }

  @Test
  @DisplayName("the flags beyond the eighth come from their attribute")
  void readsLongFlags() throws Exception {
    String flagged = "02180000 02000000 08000200 c000020a 08000800 a1020000";

    var added = (RouteEvent.AddressAdded) decode(20, flagged).orElseThrow();

    assertEquals(
        Set.of(
            AddressFlag.SECONDARY,
            AddressFlag.DEPRECATED,
            AddressFlag.PERMANENT,
            AddressFlag.NO_PREFIX_ROUTE),
        added.address().flags());
  }

  @Test
  @DisplayName("an IPv4-mapped address on a link is an IPv6 address")
  void readsMapped() throws Exception {
    String mapped = "0a808000 03000000 14000100 00000000 00000000 0000ffff c000020a";

    var added = (RouteEvent.AddressAdded) decode(20, mapped).orElseThrow();

    assertInstanceOf(Inet6Address.class, added.address().address());
    assertEquals(128, added.address().prefixLength());
  }

  @Test
  @DisplayName("other messages and other families are no business of ours")
  void ignoresOthers() throws Exception {
    assertEquals(Optional.empty(), decode(24, "02000000"));
    assertEquals(Optional.empty(), decode(20, "1c18800002000000"));
  }

  @ParameterizedTest(name = "{2}")
  @DisplayName("what is too short, or lacks what it must have, is refused")
  @CsvSource({
    "16, 00000100, '4 bytes, its header needs 16'",
    "20, 02188000, '4 bytes, its header needs 8'",
    "16, 00000100020000004310010000000000, attribute 3 is missing",
    "20, 0218800002000000, attribute 1 is missing",
    "20, 0218800002000000 06000200c0000000, 'attribute 2 has 2 bytes, expected 4'",
    "20, 0a40800002000000 08000100c0000201, 'attribute 1 has 4 bytes, expected 16'",
    "20, 0221800002000000 08000200c000020a, 'prefix length 33, expected 0..32'",
    "20, 0aff800002000000 1400010020010db8000000000000000000000010,"
        + " 'prefix length 255, expected 0..128'",
  })
  void refuses(int type, String payload, String what) {
    var refused = assertThrows(NetlinkException.class, () -> decode(type, payload));

    assertEquals(what, refused.getMessage().replaceFirst("^[^:]*: ", ""));
  }

  @Test
  @DisplayName("asks for all links, and for the addresses of both families")
  void dumps() {
    assertEquals(
        new NetlinkMessage(18, 0x300, Bytes.of("00000000 00000000 00000000 00000000")),
        RouteCodec.dumpLinks());
    assertEquals(
        new NetlinkMessage(22, 0x300, Bytes.of("00000000 00000000")), RouteCodec.dumpAddresses());
  }

  @Test
  @DisplayName("adds an IPv4 address as ip addr does, without broadcast, and only if it is new")
  void addsIpv4() throws Exception {
    InterfaceAddress vip = InterfaceAddress.of(2, address("192.0.2.10"), 24).withProtocol(112);

    assertEquals(
        new NetlinkMessage(
            20,
            0x600,
            Bytes.of("02180000 02000000 08000200 c000020a 08000100 c000020a 05000b00 70000000")),
        RouteCodec.add(vip));
  }

  @Test
  @DisplayName("adds an IPv6 address without DAD and without route, but never with kernel's flags")
  void addsIpv6() throws Exception {
    InterfaceAddress vip =
        InterfaceAddress.of(3, address("2001:db8::10"), 64)
            .withFlags(
                AddressFlag.NO_DAD,
                AddressFlag.NO_PREFIX_ROUTE,
                AddressFlag.PERMANENT,
                AddressFlag.TENTATIVE,
                AddressFlag.DAD_FAILED,
                AddressFlag.SECONDARY);

    assertEquals(
        new NetlinkMessage(
            20,
            0x600,
            Bytes.of(
                "0a400000 03000000 14000200 20010db8 00000000 00000000 00000010 "
                    + "14000100 20010db8 00000000 00000000 00000010 08000800 02020000")),
        RouteCodec.add(vip));
  }

  @Test
  @DisplayName("a deprecated address has a preferred lifetime of 0 and lives for ever")
  void addsDeprecated() throws Exception {
    InterfaceAddress vip =
        InterfaceAddress.of(2, address("192.0.2.10"), 32).withFlags(AddressFlag.DEPRECATED);

    assertEquals(
        "02200000 02000000 08000200 c000020a 08000100 c000020a "
            + "14000600 00000000 ffffffff 00000000 00000000",
        Bytes.hex(RouteCodec.add(vip).payload()));
  }

  @Test
  @DisplayName("deletes by address, prefix and link alone")
  void deletes() throws Exception {
    InterfaceAddress vip =
        InterfaceAddress.of(2, address("192.0.2.10"), 24)
            .withProtocol(112)
            .withFlags(AddressFlag.NO_DAD);

    assertEquals(
        new NetlinkMessage(
            21, 0, Bytes.of("02180000 02000000 08000200 c000020a 08000100 c000020a")),
        RouteCodec.delete(vip));
  }
}
