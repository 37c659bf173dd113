// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Holding;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes down what it is asked for, and refuses what it was told to refuse. */
final class FakeSegment implements Segment, Holdings {
  private final Set<Holding> present = new LinkedHashSet<>();
  private final List<IpPacket> sent = new ArrayList<>();
  private final List<VirtualAddress> forgotten = new ArrayList<>();
  private final Set<String> refused = new LinkedHashSet<>();
  private List<String> done = new ArrayList<>();

  /** What was asked for since the last call. */
  List<String> done() {
    List<String> since = done;
    done = new ArrayList<>();
    return since;
  }

  /** In the order in which they were added. */
  List<Holding> present() {
    return List.copyOf(present);
  }

  /** Somebody else removes all of it. */
  void vanish() {
    present.clear();
  }

  /** From now on {@code what}, as {@link #done} would show it, is answered by EPERM. */
  void refuse(String what) {
    refused.add(what);
  }

  void refuseNothing() {
    refused.clear();
  }

  private void note(String what) throws IOException {
    if (refused.contains(what)) {
      throw new IOException("EPERM");
    }
    done.add(what);
  }

  @Override
  public void send(IpPacket packet) throws IOException {
    int priority = packet.payload().get(2) & 0xff;
    String to = packet.destination().getHostAddress();
    note(
        "advertise "
            + priority
            + " from "
            + packet.source().getHostAddress()
            + (packet.destination().isMulticastAddress() ? "" : " to " + to));
    sent.add(packet);
  }

  /** All packets, since ever. */
  List<IpPacket> sent() {
    return List.copyOf(sent);
  }

  @Override
  public void add(Holding address) throws IOException {
    note("add " + address);
    present.add(address);
  }

  @Override
  public void remove(Holding address) throws IOException {
    note("remove " + address);
    present.remove(address);
  }

  @Override
  public void announce(List<VirtualAddress> addresses, int times, Duration pace)
      throws IOException {
    note("announce " + addresses + " x" + times);
  }

  @Override
  public void forget(List<VirtualAddress> addresses) {
    forgotten.addAll(addresses);
  }

  /** What nothing more shall be announced of, since ever. */
  List<VirtualAddress> forgotten() {
    return List.copyOf(forgotten);
  }
}
