// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.netlink.Bytes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Types: 16 RTM_NEWLINK, 17 RTM_DELLINK, 18 RTM_GETLINK. */
class LinkCodecTest {
  /** eth0, index 2, up, broadcast, running, multicast, lower up; mtu 1500. */
  static final String ETH0 =
      "00000100 02000000 43100100 00000000 09000300 65746830 00000000 "
          + "08000400 dc050000 0a000100 02005e00 01330000";

  /** m0, index 4, down, on interface 3, mode private, 00:00:5e:00:01:33; of Linux 6.18. */
  static final String MACVLAN =
      "00000100 04000000 02100000 00000000 07000300 6d300000 08000400 dc050000 "
          + "0a000100 00005e00 01330000 3c001200 0c000100 6d616376 6c616e00 2c000200 "
          + "08000100 01000000 06000200 00000000 08000600 00000000 08000700 e8030000 "
          + "08000800 e8030000 08000500 03000000";

  private static Optional<RouteEvent> decode(int type, String payload) throws NetlinkException {
    return Rtnetlink.decode(new NetlinkMessage(type, 0, Bytes.of(payload)));
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
                new Link(
                    5,
                    "tunl0",
                    true,
                    true,
                    false,
                    Optional.empty(),
                    0,
                    true,
                    0,
                    "",
                    Optional.empty()))),
        decode(16, tunnel));
  }

  @Test
  @DisplayName("reads a macvlan with its parent")
  void readsAMacvlan() throws Exception {
    Link vmac =
        new Link(
            4,
            "m0",
            false,
            false,
            false,
            Optional.of(new MacAddress(0x00005e000133L)),
            1500,
            false,
            3,
            "macvlan",
            Optional.of(MacvlanMode.PRIVATE));

    assertEquals(Optional.of(new RouteEvent.LinkChanged(vmac)), decode(16, MACVLAN));
  }

  @Test
  @DisplayName("a parent in another network namespace is none here")
  void readsAParentElsewhere() throws Exception {
    var changed = (RouteEvent.LinkChanged) decode(16, MACVLAN + "08002500 00000000").orElseThrow();

    assertEquals(0, changed.link().parentIndex());
  }

  @Test
  @DisplayName("a mode that we do not know is none")
  void readsAnUnknownMode() throws Exception {
    var changed =
        (RouteEvent.LinkChanged)
            decode(16, MACVLAN.replace("08000100 01000000", "08000100 20000000")).orElseThrow();

    assertEquals(Optional.empty(), changed.link().macvlanMode());
  }

  @Test
  @DisplayName("makes a macvlan without any address of IPv6")
  void makesAMacvlan() {
    Macvlan vmac = new Macvlan("vrrp.51", 2, new MacAddress(0x00005e000133L), MacvlanMode.PRIVATE);

    assertEquals(
        new NetlinkMessage(
            16,
            0x600,
            Bytes.of(
                "00000000 00000000 00000000 00000000 08000500 02000000 0c000300 76727270 2e353100 "
                    + "0a000100 00005e00 01330000 1c001280 0c000100 6d616376 6c616e00 "
                    + "0c000280 08000100 01000000")),
        LinkCodec.add(vmac));
    assertEquals(
        new NetlinkMessage(
            16,
            0,
            Bytes.of("00000000 04000000 00000000 00000000 10001a80 0c000a80 05000800 01000000")),
        LinkCodec.withoutIpv6Address(4));
  }

  @Test
  @DisplayName("sets up and down, deletes, and looks for a name")
  void changes() {
    assertEquals(
        new NetlinkMessage(16, 0, Bytes.of("00000000 04000000 01000000 01000000")),
        LinkCodec.up(4, true));
    assertEquals(
        new NetlinkMessage(16, 0, Bytes.of("00000000 04000000 00000000 01000000")),
        LinkCodec.up(4, false));
    assertEquals(
        new NetlinkMessage(17, 0, Bytes.of("00000000 04000000 00000000 00000000")),
        LinkCodec.delete(4));
    assertEquals(
        new NetlinkMessage(
            18, 0, Bytes.of("00000000 00000000 00000000 00000000 07000300 76300000")),
        LinkCodec.get("v0"));
  }

  @Test
  @DisplayName("that a port left its bridge is not that the link is gone")
  void ignoresBridgePorts() throws Exception {
    assertEquals(Optional.empty(), decode(17, "07" + ETH0.substring(2)));
    assertEquals(Optional.empty(), decode(16, "07" + ETH0.substring(2)));
  }
}
