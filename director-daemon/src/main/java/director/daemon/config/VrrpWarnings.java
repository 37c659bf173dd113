// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.vrrp.orders.Authentication.Password;
import director.vrrp.orders.Transport.Multicast;
import java.util.ArrayList;
import java.util.List;

/** What works with a virtual router, and is probably not meant. */
final class VrrpWarnings {
  private VrrpWarnings() {}

  static List<Conflict> of(DirectorConfig config) {
    List<Conflict> doubts = new ArrayList<>();
    for (VrrpInstanceConfig instance : config.instances().values()) {
      if (instance.isIpv6()
          && instance.transport() instanceof Multicast
          && !instance.virtualAddresses().get(0).address().isLinkLocalAddress()) {
        doubts.add(
            Conflict.at(
                instance.key("virtual-addresses"),
                "should begin with a link-local address, such as \"fe80::51/64\" (RFC 9568,"
                    + " section 5.2.9): other routers may say that the lists differ"));
      }
      if (instance.authentication() instanceof Password) {
        doubts.add(
            Conflict.at(
                instance.key("authentication"),
                "sends its password in clear text to everybody on the network: it guards against"
                    + " mistakes only"));
      }
      if (instance.owner() && instance.track().weighs()) {
        doubts.add(
            Conflict.at(
                instance.key("track"),
                "has weights, which change nothing at priority 255: the owner of the addresses"
                    + " has no other"));
      }
    }
    return doubts;
  }
}
