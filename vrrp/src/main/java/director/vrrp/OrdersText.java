// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.text.AddressText;
import director.vrrp.orders.Authentication;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Password;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Transport;
import director.vrrp.orders.Transport.Multicast;
import director.vrrp.orders.Transport.Unicast;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Orders as the status shows them. */
final class OrdersText {
  private OrdersText() {}

  /** "multicast 224.0.0.18" or "unicast to 192.0.2.2, 192.0.2.3". */
  static String of(Transport transport) {
    if (transport instanceof Multicast multicast) {
      return "multicast " + AddressText.of(multicast.group());
    }
    Unicast unicast = (Unicast) transport;
    return unicast.peers().stream()
        .map(peer -> AddressText.of(peer.address()))
        .collect(Collectors.joining(", ", "unicast to ", ""));
  }

  /** How, but never with what secret. */
  static String of(Authentication authentication) {
    if (authentication instanceof Hmac hmac) {
      String mode = hmac.mode().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return "hmac, " + mode + ", key " + hmac.activeKey();
    }
    return authentication instanceof Password ? "password" : "none";
  }

  /**
   * The hardware address that answers for the virtual addresses: of RFC 9568, section 7.3, or the
   * interface's own.
   */
  static @Nullable String hardwareAddress(InstanceOrders orders, @Nullable String own) {
    return orders.vmac() == null
        ? own
        : String.format(
            Locale.ROOT,
            "00:00:5e:00:%02d:%02x",
            orders.isIpv6() ? 2 : 1,
            orders.virtualRouterId());
  }
}
