// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import director.netlink.Bytes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Types: 20 RTM_NEWADDR, 21 RTM_DELADDR, 22 RTM_GETADDR. */
class AddressCodecTest {
  /** 192.0.2.10/24 on interface 2, permanent, label eth0, protocol 112. */
  static final String IPV4 =
      "02188000 02000000 08000100 c000020a 08000200 c000020a 09000300 65746830 00000000 "
          + "08000800 80000000 05000b00 70000000";

  /** 2001:db8::10/64 on interface 3, tentative and permanent. */
  static final String IPV6 =
      "0a40c000 03000000 14000100 20010db8 00000000 00000000 00000010 08000800 c0000000";

  private static Optional<RouteEvent> decode(int type, String payload) throws NetlinkException {
    return Rtnetlink.decode(new NetlinkMessage(type, 0, Bytes.of(payload)));
  }

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  @Test
  @DisplayName("reads an IPv4 address with its protocol")
  void readsIpv4() throws Exception {
    InterfaceAddress read =
        InterfaceAddress.of(2, address("192.0.2.10"), 24)
            .withProtocol(112)
            .withLabel("eth0")
            .withFlags(AddressFlag.PERMANENT);

    assertEquals(Optional.of(new RouteEvent.AddressAdded(read)), decode(20, IPV4));
    assertEquals(Optional.of(new RouteEvent.AddressGone(read)), decode(21, IPV4));
  }

  @Test
  @DisplayName("reads an IPv6 address, by a kernel that knows no protocol")
  void readsIpv6() throws Exception {
    assertEquals(
        Optional.of(
            new RouteEvent.AddressAdded(
                InterfaceAddress.of(3, address("2001:db8::10"), 64)
                    .withFlags(AddressFlag.TENTATIVE, AddressFlag.PERMANENT))),
        decode(20, IPV6));
  }

  @Test
  @DisplayName("of a point-to-point link the local address counts, beside its peer")
  void readsPointToPoint() throws Exception {
    String peer = "02208000 04000000 08000100 c0000201 08000200 c0000202";

    assertEquals(
        Optional.of(
            new RouteEvent.AddressAdded(
                InterfaceAddress.of(4, address("192.0.2.2"), 32)
                    .withPeer(address("192.0.2.1"))
                    .withFlags(AddressFlag.PERMANENT))),
        decode(20, peer));
  }

  /** By Linux 6.18. */
  @Test
  @DisplayName("reads a lease with peer, broadcast, label and scope")
  void readsALease() throws Exception {
    String lease =
        "022000fd 03000000 08000100 c0000202 08000200 c0000201 08000400 c0000203 "
            + "0b000300 76303a76 69700000 08000800 00000000 "
            + "14000600 1e000000 3c000000 d1981400 d1981400";

    assertEquals(
        Optional.of(
            new RouteEvent.AddressAdded(
                InterfaceAddress.of(3, address("192.0.2.1"), 32)
                    .withPeer(address("192.0.2.2"))
                    .withBroadcast(address("192.0.2.3"))
                    .withLabel("v0:vip")
                    .withScope(Scope.LINK)
                    .withLifetime(new Lifetime(Duration.ofSeconds(60), Duration.ofSeconds(30))))),
        decode(20, lease));
  }

  @Test
  @DisplayName("a preferred lifetime beyond the valid one, as the kernel may round, ends with it")
  void readsOddLifetimes() throws Exception {
    String odd = "02188000 02000000 08000200 c000020a 14000600 05000000 04000000 00000000 00000000";

    var added = (RouteEvent.AddressAdded) decode(20, odd).orElseThrow();

    assertEquals(Lifetime.of(Duration.ofSeconds(4)), added.address().lifetime());
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
  @DisplayName("adds an IPv4 address as ip addr does, without broadcast, and only if it is new")
  void addsIpv4() throws Exception {
    InterfaceAddress vip = InterfaceAddress.of(2, address("192.0.2.10"), 24).withProtocol(112);

    assertEquals(
        new NetlinkMessage(
            20,
            0x600,
            Bytes.of("02180000 02000000 08000200 c000020a 08000100 c000020a 05000b00 70000000")),
        AddressCodec.add(vip));
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
        AddressCodec.add(vip));
  }

  @Test
  @DisplayName("a deprecated address has a preferred lifetime of 0 and lives for ever")
  void addsDeprecated() throws Exception {
    InterfaceAddress vip =
        InterfaceAddress.of(2, address("192.0.2.10"), 32).withFlags(AddressFlag.DEPRECATED);

    assertEquals(
        "02200000 02000000 08000200 c000020a 08000100 c000020a "
            + "14000600 00000000 ffffffff 00000000 00000000",
        Bytes.hex(AddressCodec.add(vip).payload()));
  }

  @Test
  @DisplayName("renews a lease with all that it has, in whole seconds and never for less")
  void renews() throws Exception {
    InterfaceAddress lease =
        InterfaceAddress.of(2, address("192.0.2.10"), 32)
            .withPeer(address("192.0.2.11"))
            .withBroadcast(address("192.0.2.12"))
            .withLabel("eth0:vip")
            .withScope(Scope.LINK)
            .withProtocol(112)
            .withLifetime(new Lifetime(Duration.ofMillis(2500), Duration.ofSeconds(1)));

    assertEquals(
        new NetlinkMessage(
            20,
            0x500,
            Bytes.of(
                "022000fd 02000000 08000200 c000020a 08000100 c000020b 08000400 c000020c "
                    + "0d000300 65746830 3a766970 00000000 "
                    + "14000600 01000000 03000000 00000000 00000000 05000b00 70000000")),
        AddressCodec.renew(lease));
  }

  @Test
  @DisplayName("renews for ever without saying so, and a deprecated lease stays deprecated")
  void renewsOthers() throws Exception {
    InterfaceAddress endless = InterfaceAddress.of(2, address("192.0.2.10"), 24);
    InterfaceAddress deprecated =
        endless.withFlags(AddressFlag.DEPRECATED).withLifetime(Lifetime.of(Duration.ofSeconds(3)));

    assertEquals(
        "02180000 02000000 08000200 c000020a 08000100 c000020a",
        Bytes.hex(AddressCodec.renew(endless).payload()));
    assertEquals(
        "02180000 02000000 08000200 c000020a 08000100 c000020a "
            + "14000600 00000000 03000000 00000000 00000000",
        Bytes.hex(AddressCodec.renew(deprecated).payload()));
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
        AddressCodec.delete(vip));
  }
}
