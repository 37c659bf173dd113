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

/** Types: 28 RTM_NEWNEIGH, 29 RTM_DELNEIGH, 30 RTM_GETNEIGH. The sample is of Linux 6.18. */
class NeighbourCodecTest {
  /** 192.0.2.254 at 02:00:00:00:00:09 on interface 3, permanent. */
  static final String IPV4 =
      "02000000 03000000 80000001 08000100 c00002fe 0a000200 02000000 00090000 "
          + "08000400 00000000 14000300 06000000 06000000 06000000 01000000";

  private final InetAddress gateway4 = InetAddress.getByName("192.0.2.254");
  private final InetAddress gateway6 = InetAddress.getByName("2001:db8::fe");

  NeighbourCodecTest() throws Exception {}

  private static Optional<Neighbour> decode(int type, String payload) throws NetlinkException {
    return NeighbourCodec.decode(new NetlinkMessage(type, 0, Bytes.of(payload)));
  }

  @Test
  @DisplayName("reads where an address is")
  void reads() throws Exception {
    Neighbour read =
        new Neighbour(
            3, gateway4, Optional.of(new MacAddress(0x020000000009L)), Neighbour.State.PERMANENT);

    assertEquals(Optional.of(read), decode(28, IPV4));
  }

  @Test
  @DisplayName("reads that an address does not answer")
  void readsFailure() throws Exception {
    String failed = "0a000000 03000000 20000001 14000100 20010db8 00000000 00000000 000000fe";

    assertEquals(
        Optional.of(new Neighbour(3, gateway6, Optional.empty(), Neighbour.State.FAILED)),
        decode(28, failed));
  }

  @Test
  @DisplayName("other messages and families are passed over, and what is malformed is refused")
  void others() throws Exception {
    assertEquals(Optional.empty(), decode(29, IPV4));
    assertEquals(Optional.empty(), decode(28, "07000000 03000000 80000001"));
    assertThrows(NetlinkException.class, () -> decode(28, "02000000 03000000 80000001"));
    assertThrows(NetlinkException.class, () -> decode(28, "02000000"));
  }

  @Test
  @DisplayName("asks for one address of one interface")
  void asks() {
    assertEquals(
        new NetlinkMessage(
            30,
            0,
            Bytes.of("0a000000 03000000 00000000 14000100 20010db8 00000000 00000000 000000fe")),
        NeighbourCodec.get(3, gateway6));
  }
}
