// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.route.Link;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.TrackedInterface;
import java.util.List;

/** What the last look at the kernel means for one virtual router. */
final class Outlook {
  private final Kernel kernel;
  private final Segments segments;
  private final Vmacs vmacs;

  Outlook(Kernel kernel, Segments segments, Vmacs vmacs) {
    this.kernel = kernel;
    this.segments = segments;
    this.vmacs = vmacs;
  }

  Circumstances on(InstanceOrders orders, LinuxHoldings held) {
    return new Circumstances(
        fault(orders),
        segments.base(orders).source(orders.transport()),
        held.present(orders.holdings()),
        held.marked(orders.holdings()),
        kernel.view().link(orders.device()).map(Outlook::identity).orElse(""),
        TrackedLinks.adjustment(tracked(orders), this::isUp));
  }

  /** That its link is down is none for who does not track it, once it could open its socket. */
  private String fault(InstanceOrders orders) {
    LinuxSegment segment = segments.base(orders);
    boolean disregarded =
        !orders.tracksInterface() && segment.isOpen() && !isUp(orders.interfaceName());
    String fault = disregarded ? "" : segment.fault(orders.transport());
    return fault.isEmpty() ? vmacs.fault(orders) : fault;
  }

  private static String identity(Link link) {
    return "index " + link.index() + link.mac().map(mac -> " with " + mac).orElse("");
  }

  /** Its own interface is not tracked twice. */
  private static List<TrackedInterface> tracked(InstanceOrders orders) {
    return orders.tracked().stream()
        .filter(link -> !(orders.tracksInterface() && link.name().equals(orders.interfaceName())))
        .toList();
  }

  private boolean isUp(String interfaceName) {
    return kernel
        .view()
        .link(interfaceName)
        .filter(link -> link.up() && link.running())
        .isPresent();
  }
}
