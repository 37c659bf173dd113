// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import java.io.IOException;
import java.util.List;

/** A virtual router with a hardware address of its own: it speaks by its macvlan. */
final class VmacSegment implements Segment {
  private final LinuxSegment base;
  private final LinuxSegment upper;
  private final boolean sendsFromBase;

  VmacSegment(LinuxSegment base, LinuxSegment upper, boolean sendsFromBase) {
    this.base = base;
    this.upper = upper;
    this.sendsFromBase = sendsFromBase;
  }

  @Override
  public void send(IpPacket packet) throws IOException {
    (sendsFromBase ? base : upper).send(packet);
  }

  @Override
  public void announce(List<VirtualAddress> addresses, int times) throws IOException {
    upper.announce(addresses, times);
  }
}
