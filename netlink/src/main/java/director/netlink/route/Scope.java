// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

/**
 * How far an IPv4 address or the destination of an IPv4 route is away (rt_scope_t,
 * linux/rtnetlink.h). In IPv6 the kernel decides by the address.
 *
 * @param value 0..255, the smaller the farther
 */
public record Scope(int value) {
  /** "global" to ip(8): anywhere, behind a gateway. */
  public static final Scope UNIVERSE = new Scope(0);

  public static final Scope SITE = new Scope(200);

  /** On the link itself. */
  public static final Scope LINK = new Scope(253);

  /** On this host. */
  public static final Scope HOST = new Scope(254);

  /** In a request to delete: whichever. */
  static final Scope NOWHERE = new Scope(255);

  public Scope {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("scope " + value + ", not in 0..255");
    }
  }

  /** As ip(8) writes it. */
  @Override
  public String toString() {
    return switch (value) {
      case 0 -> "global";
      case 200 -> "site";
      case 253 -> "link";
      case 254 -> "host";
      case 255 -> "nowhere";
      default -> String.valueOf(value);
    };
  }
}
