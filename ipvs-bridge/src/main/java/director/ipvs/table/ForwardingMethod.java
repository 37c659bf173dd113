// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.Locale;

/** How a packet gets to its real server (IP_VS_CONN_F_FWD_MASK, linux/ip_vs.h). */
public enum ForwardingMethod {
  MASQUERADE(0),
  LOCAL_NODE(1),
  TUNNEL(2),
  /** To the real server's link-layer address, unchanged; the answer goes to the client directly. */
  DIRECT_ROUTING(3),
  BYPASS(4),
  /**
   * A number that linux/ip_vs.h has no name for, or a tunnel of a kind that {@link Tunnel} has no
   * words for. Can be read, not written.
   */
  UNKNOWN(-1);

  private static final ForwardingMethod[] ALL = values();

  private final int number;

  ForwardingMethod(int number) {
    this.number = number;
  }

  public static ForwardingMethod of(int number) {
    for (ForwardingMethod known : ALL) {
      if (known.number == number) {
        return known;
      }
    }
    return UNKNOWN;
  }

  /** IP_VS_CONN_F_MASQ and its neighbours (linux/ip_vs.h). */
  public int number() {
    return number;
  }

  /** "direct-routing". */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
