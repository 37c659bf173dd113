// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import java.net.InetAddress;
import java.util.List;

/** How advertisements reach the other directors. */
public sealed interface Transport {

  /**
   * Over the segment, to all who listen; with a TTL of 255, sent and expected.
   *
   * @param group 224.0.0.18 or ff02::12 as RFC 9568 has it, or another one
   */
  record Multicast(InetAddress group) implements Transport {
    /** RFC 9568, section 5.1.1.2. */
    public static final Multicast IPV4 = new Multicast(Literal.of("224.0.0.18"));

    /** RFC 9568, section 5.1.2.2. */
    public static final Multicast IPV6 = new Multicast(Literal.of("ff02::12"));
  }

  /**
   * To each peer by itself, through routers too.
   *
   * @param source what we send from, and the only address at which we listen
   * @param hopLimit TTL of what we send, 1..255
   * @param checksSource whether others than the peers are refused
   */
  record Unicast(InetAddress source, List<Peer> peers, int hopLimit, boolean checksSource)
      implements Transport {
    public Unicast {
      peers = List.copyOf(peers);
    }
  }

  /**
   * One to whom we send.
   *
   * @param leastHopLimit TTL below which its advertisements are refused, 0..255
   * @param mostHopLimit TTL above which they are refused, 0..255
   */
  record Peer(InetAddress address, int leastHopLimit, int mostHopLimit) {}
}
