// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where the kernel believes an address of the segment to be (struct ndmsg, linux/neighbour.h).
 *
 * @param mac empty while it is not known
 */
public record Neighbour(
    int interfaceIndex, InetAddress address, Optional<MacAddress> mac, State state) {
  /** What the kernel thinks of its knowledge (NUD_*). */
  public enum State {
    NONE(0),
    /** It was asked for, and has not answered. */
    INCOMPLETE(0x01),
    /** It answered lately. */
    REACHABLE(0x02),
    /** It answered once. */
    STALE(0x04),
    /** It will be asked again soon. */
    DELAY(0x08),
    /** It is being asked again. */
    PROBE(0x10),
    /** It does not answer. */
    FAILED(0x20),
    /** It needs not be asked. */
    NO_ARP(0x40),
    /** An administrator said so. */
    PERMANENT(0x80);

    private final int bit;

    State(int bit) {
      this.bit = bit;
    }

    static State of(int bits) {
      for (State state : values()) {
        if (state.bit == bits) {
          return state;
        }
      }
      return NONE;
    }
  }
}
