// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.Vmac;
import director.vrrp.packet.IpPacket;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one virtual router says: its advertisements on its own segment, its announcements to the
 * neighbours of each address.
 */
final class InstanceSegment implements Segment {
  private final Segments segments;
  private final InstanceOrders orders;

  /**
   * @param orders of which only what never changes while it runs is used: interface, family, VMAC
   */
  InstanceSegment(Segments segments, InstanceOrders orders) {
    this.segments = segments;
    this.orders = orders;
  }

  @Override
  public void send(IpPacket packet) throws IOException {
    Vmac vmac = orders.vmac();
    boolean fromBase = vmac == null || vmac.sendsFromBase();
    (fromBase ? segments.base(orders) : segments.device(orders)).send(packet);
  }

  @Override
  public void announce(List<VirtualAddress> addresses, int times, Duration pace)
      throws IOException {
    IOException failure = null;
    for (Map.Entry<LinuxSegment, List<VirtualAddress>> home : byHome(addresses).entrySet()) {
      try {
        home.getKey()
            .announce(home.getValue().stream().map(VirtualAddress::address).toList(), times, pace);
      } catch (IOException e) {
        // The neighbours of the others must learn it all the same.
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void forget(List<VirtualAddress> addresses) {
    byHome(addresses)
        .forEach(
            (home, there) -> home.forget(there.stream().map(VirtualAddress::address).toList()));
  }

  private Map<LinuxSegment, List<VirtualAddress>> byHome(List<VirtualAddress> addresses) {
    Map<LinuxSegment, List<VirtualAddress>> homes = new LinkedHashMap<>();
    for (VirtualAddress address : addresses) {
      homes
          .computeIfAbsent(segments.home(address, orders), home -> new java.util.ArrayList<>())
          .add(address);
    }
    return homes;
  }
}
