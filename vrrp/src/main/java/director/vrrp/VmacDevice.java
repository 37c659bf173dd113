// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.NetlinkException;
import director.netlink.route.AddressFlag;
import director.netlink.route.InterfaceAddress;
import director.netlink.route.Link;
import director.netlink.route.Macvlan;
import director.netlink.route.Scope;
import director.netlink.sysctl.Sysctl;
import director.vrrp.net.VmacPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The macvlan of one virtual router, and the kernel parameters without which the hardware address
 * below it would answer for the virtual addresses too. Confined to the elector's thread.
 *
 * <p>The parameters are put back when the last one that needs them is removed. After a kill they
 * stay as they are until then, and what they were before is not known any more.
 */
final class VmacDevice {
  private static final int LINK_LOCAL_PREFIX = 64;

  private final String name;
  private final String base;
  private final int virtualRouterId;
  private final boolean ipv6;
  private final Kernel kernel;
  private boolean prepared;
  private String fault = "not looked at yet";

  VmacDevice(String name, String base, int virtualRouterId, boolean ipv6, Kernel kernel) {
    this.name = name;
    this.base = base;
    this.virtualRouterId = virtualRouterId;
    this.ipv6 = ipv6;
    this.kernel = kernel;
  }

  String name() {
    return name;
  }

  /** Why it cannot be used; empty when it can. */
  String fault() {
    return fault;
  }

  /**
   * Makes it what it has to be.
   *
   * @return whether that changed anything, so that the kernel has to be looked at again
   */
  boolean ensure() {
    VmacPlan plan = VmacPlan.of(kernel.view(), name, base, virtualRouterId, ipv6);
    try {
      boolean changed = carryOut(plan);
      fault = plan instanceof VmacPlan.Wait wait ? wait.reason() : "";
      return changed;
    } catch (IOException e) {
      fault = "VMAC " + name + ": " + e.getMessage();
      return false;
    }
  }

  private boolean carryOut(VmacPlan plan) throws IOException {
    if (plan instanceof VmacPlan.Create create) {
      create(create.macvlan());
      return true;
    }
    if (plan instanceof VmacPlan.Replace replace) {
      kernel.links.delete(replace.former().index());
      create(replace.macvlan());
      return true;
    }
    if (plan instanceof VmacPlan.Raise raise) {
      prepare();
      kernel.links.up(raise.link().index(), true);
      return true;
    }
    if (plan instanceof VmacPlan.Ready ready) {
      prepare();
      return ipv6 && addLinkLocal(ready.link());
    }
    return false;
  }

  /** Advertisements leave here with the source that those of the base have. */
  private boolean addLinkLocal(Link device) throws NetlinkException {
    Optional<InetAddress> source =
        kernel
            .view()
            .link(base)
            .flatMap(below -> kernel.view().primaryAddress(below, true, Set.of()));
    if (source.isEmpty() || kernel.view().addressesOf(device).contains(source.get())) {
      return false;
    }
    return kernel.addresses.add(
        InterfaceAddress.of(device.index(), source.get(), LINK_LOCAL_PREFIX)
            .withFlags(AddressFlag.NO_DAD)
            .withScope(Scope.LINK));
  }

  /** The parameters before it is up, so that it never answers wrongly. */
  private void create(Macvlan macvlan) throws IOException {
    Link made = kernel.links.add(macvlan);
    prepared = false;
    try {
      prepare();
      kernel.links.up(made.index(), true);
    } catch (IOException e) {
      kernel.links.delete(made.index());
      throw e;
    }
  }

  /** Once; parameters that others change afterwards are theirs. */
  private void prepare() throws IOException {
    if (prepared) {
      return;
    }
    if (ipv6) {
      hold(Sysctl.ipv6(name, "accept_ra"), "0");
      hold(Sysctl.ipv6(name, "autoconf"), "0");
    } else {
      prepareArp();
    }
    prepared = true;
  }

  private void prepareArp() throws IOException {
    // arp_ignore 1: only the interface that has an address answers for it.
    hold(Sysctl.ipv4(base, "arp_ignore"), "1");
    hold(Sysctl.ipv4(base, "arp_filter"), "1");
    hold(Sysctl.ipv4(name, "arp_ignore"), "1");
    // Packets of the segment's other addresses come in here, whose way back is by the base.
    hold(Sysctl.ipv4(name, "accept_local"), "1");
    allowReversePath();
    hold(Sysctl.ipv4(name, "rp_filter"), "0");
    hold(Sysctl.ipv4(name, "promote_secondaries"), "1");
    if (kernel.parameters.exists(Sysctl.ipv6(name, "disable_ipv6"))) {
      hold(Sysctl.ipv6(name, "disable_ipv6"), "1");
    }
  }

  /**
   * The stricter of "all" and an interface's own counts, so "all" moves into each of the others.
   */
  private void allowReversePath() throws IOException {
    String all = kernel.parameters.original(Sysctl.ipv4("all", "rp_filter"), "0");
    if (all.equals("0")) {
      return;
    }
    TreeSet<String> interfaces = new TreeSet<>(List.of("default"));
    kernel.view().links().stream()
        .filter(link -> !VmacPlan.isVirtual(link))
        .forEach(link -> interfaces.add(link.name()));
    interfaces.remove(name);
    for (String other : interfaces) {
      String path = Sysctl.ipv4(other, "rp_filter");
      String own = kernel.parameters.original(path, all);
      if (own.compareTo(all) < 0) {
        hold(path, all);
      }
    }
    hold(Sysctl.ipv4("all", "rp_filter"), "0");
  }

  private void hold(String path, String value) throws IOException {
    kernel.parameters.hold(this, path, value);
  }

  /**
   * Deletes it and puts back the parameters that no other one needs.
   *
   * @return what went wrong; empty when nothing did
   */
  String remove() {
    List<String> wrong = new ArrayList<>();
    try {
      VmacPlan plan = VmacPlan.of(kernel.view(), name, base, virtualRouterId, ipv6);
      if (plan instanceof VmacPlan.Ready ready) {
        kernel.links.delete(ready.link().index());
      } else if (plan instanceof VmacPlan.Raise raise) {
        kernel.links.delete(raise.link().index());
      }
    } catch (NetlinkException e) {
      wrong.add(e.getMessage());
    }
    prepared = false;
    wrong.addAll(kernel.parameters.letGo(this));
    return String.join("; ", wrong);
  }
}
