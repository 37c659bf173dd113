// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.LinuxNetlink;
import director.netlink.NetlinkException;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Takes away what an elector that died has left in the kernel: addresses, routes, rules, and the
 * devices of virtual hardware addresses. Says nothing on the segment: whoever took over has spoken.
 * Not while that elector lives. What another directord has put into the same network, with the same
 * mark, stays.
 */
public final class Release {
  private final Kernel kernel;
  private final Consumer<String> tell;

  private Release(Kernel kernel, Consumer<String> tell) {
    this.kernel = kernel;
    this.tell = tell;
  }

  /**
   * Does it, in the network namespace of the calling thread.
   *
   * @param last what the elector had been told
   * @param before what it had been told before that, and may not have taken away yet: only what
   *     carries our mark
   * @param tell takes a sentence for each thing that was removed, that could not be, and that is
   *     left to somebody else
   * @throws IOException if the kernel does not let us look
   */
  public static void of(Orders last, Orders before, Consumer<String> tell) throws IOException {
    try (Kernel kernel = new Kernel(LinuxNetlink.open(LinuxNetlink.ROUTE))) {
      of(kernel, last, before, tell);
    }
  }

  static void of(Kernel kernel, Orders last, Orders before, Consumer<String> tell)
      throws NetlinkException {
    new Release(kernel, tell).release(last, before);
  }

  private void release(Orders last, Orders before) throws NetlinkException {
    kernel.look(true);
    for (InstanceOrders orders : last.instances()) {
      LinuxHoldings held = new LinuxHoldings(orders, kernel);
      // What an owner has without our mark are its interface's own addresses.
      remove(
          held,
          orders.router().isOwner()
              ? held.marked(orders.holdings())
              : held.present(orders.holdings()));
    }
    List<Holding> statics = new ArrayList<>(last.addresses());
    statics.addAll(last.routes());
    statics.addAll(last.rules());
    LinuxHoldings held = new LinuxHoldings("", Duration.ZERO, kernel);
    remove(held, held.present(statics));
    kernel.look(true);
    Marks ours = Marks.of(last.holdings()).and(Marks.of(before.holdings()));
    LeftOvers marked = LeftOvers.of(kernel.view(), kernel.routingView());
    LeftOvers unused = marked.among(ours).remove(kernel, tell);
    leave(marked.except(ours));
    removeDevices(last);
    removeDevices(before);
  }

  private void leave(LeftOvers others) {
    List<String> words = others.words();
    if (!words.isEmpty()) {
      tell.accept(
          "left alone, for another directord in this network may have put it there: "
              + String.join(", ", words));
    }
  }

  private void remove(LinuxHoldings held, Collection<Holding> present) {
    List<Holding> all = new ArrayList<>(present);
    Collections.reverse(all);
    for (Holding holding : all) {
      try {
        held.remove(holding);
        tell.accept(holding + ": removed");
      } catch (IOException e) {
        tell.accept("cannot remove " + holding + ": " + e.getMessage());
      }
    }
  }

  private void removeDevices(Orders last) {
    Set<String> before = names();
    Vmacs vmacs = new Vmacs(kernel, tell);
    last.instances().forEach(vmacs::know);
    vmacs.retain(List.of());
    try {
      kernel.look(false);
    } catch (NetlinkException e) {
      tell.accept("cannot see which devices are gone: " + e.getMessage());
    }
    before.removeAll(names());
    before.forEach(name -> tell.accept("device " + name + ": removed"));
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    kernel.view().links().forEach(link -> names.add(link.name()));
    return names;
  }
}
