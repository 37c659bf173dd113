// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import director.netlink.text.AddressText;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A route that moves with the role, in the words of {@code ip route}.
 *
 * @param gateway null for a destination on the link, for the types without one, and with {@code
 *     nextHops}
 * @param device null when the gateway tells it
 * @param source the preferred source address; null for the kernel's choice
 * @param table RT_TABLE of linux/rtnetlink.h, 254 = main
 * @param metric 0 = the kernel's default
 * @param scope RT_SCOPE of linux/rtnetlink.h; null for what follows from the rest
 * @param onLink whether the gateway is taken to be on the link
 * @param mtu bytes; 0 = as the device has it
 * @param nextHops two or more for a multipath route, otherwise none
 */
public record VirtualRoute(
    Type type,
    Prefix destination,
    @Nullable InetAddress gateway,
    @Nullable String device,
    @Nullable InetAddress source,
    int table,
    int metric,
    @Nullable Integer scope,
    boolean onLink,
    int mtu,
    List<NextHop> nextHops)
    implements Holding {
  public VirtualRoute {
    nextHops = List.copyOf(nextHops);
  }

  /** RTN_* of linux/rtnetlink.h. */
  public enum Type {
    UNICAST,
    BLACKHOLE,
    UNREACHABLE,
    PROHIBIT
  }

  /**
   * One way of a multipath route.
   *
   * @param weight 1..256
   */
  public record NextHop(@Nullable InetAddress gateway, @Nullable String device, int weight) {}

  /** The interfaces that it names. */
  public List<String> devices() {
    return Stream.concat(Stream.ofNullable(device), nextHops.stream().map(NextHop::device))
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public String toString() {
    return destination
        + (gateway == null ? "" : " via " + AddressText.of(gateway))
        + (device == null ? "" : " dev " + device)
        + (table == MAIN ? "" : " table " + table);
  }

  /** RT_TABLE_MAIN. */
  public static final int MAIN = 254;
}
