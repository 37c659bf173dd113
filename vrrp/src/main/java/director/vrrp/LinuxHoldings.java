// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.route.InterfaceAddress;
import director.netlink.route.Route;
import director.vrrp.net.KernelForm;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What one virtual router holds, put into the kernel by rtnetlink, and its addresses kept there by
 * a lease where one is asked for. Confined to the elector's thread.
 */
final class LinuxHoldings implements Holdings {
  /** So many times a lease is renewed before it would end. */
  private static final int RENEWALS = 3;

  private final Kernel kernel;
  private final Set<VirtualAddress> leased = new LinkedHashSet<>();
  private String device;
  private Duration lease;
  private long renewAt = Deadlines.NEVER;

  LinuxHoldings(InstanceOrders orders, Kernel kernel) {
    this(orders.device(), orders.lease(), kernel);
  }

  /**
   * Of holdings that belong to no virtual router.
   *
   * @param device where addresses go that name none
   */
  LinuxHoldings(String device, Duration lease, Kernel kernel) {
    this.device = device;
    this.lease = lease;
    this.kernel = kernel;
  }

  @Override
  public void follow(InstanceOrders orders) {
    device = orders.device();
    if (!lease.equals(orders.lease())) {
      lease = orders.lease();
      // Also to make a lifetime endless again.
      renewAt = leased.isEmpty() ? Deadlines.NEVER : System.nanoTime();
    }
  }

  @Override
  public void add(Holding holding) throws IOException {
    if (holding instanceof VirtualAddress address) {
      add(address);
    } else if (holding instanceof VirtualRoute route) {
      kernel.routing.replace(form(route));
    } else if (holding instanceof VirtualRule rule) {
      kernel.routing.add(KernelForm.of(rule));
    }
  }

  private void add(VirtualAddress address) throws IOException {
    InterfaceAddress form = form(address);
    boolean wasThere = !kernel.addresses.add(form);
    leased.add(address);
    if (!lease.isZero()) {
      if (wasThere) {
        kernel.addresses.renew(form);
      }
      renewAt = Math.min(renewAt, System.nanoTime() + lease.toNanos() / RENEWALS);
    }
  }

  @Override
  public void remove(Holding holding) throws IOException {
    if (holding instanceof VirtualAddress address) {
      leased.remove(address);
      if (leased.isEmpty()) {
        // The next lease must not be judged by when this one was due.
        renewAt = Deadlines.NEVER;
      }
      if (kernel.view().link(deviceOf(address)).isPresent()) {
        kernel.addresses.delete(form(address));
      }
    } else if (holding instanceof VirtualRoute route) {
      if (devicesExist(route)) {
        kernel.routing.delete(form(route));
      }
    } else if (holding instanceof VirtualRule rule) {
      kernel.routing.delete(KernelForm.of(rule));
    }
  }

  /**
   * Renews what is due. What was not renewed in time is not renewed at all: the kernel would add it
   * again without a word, and somebody else may have the role by now.
   *
   * @return what the kernel refused; empty when all is well
   */
  String renewLeases(long now) {
    if (now < renewAt) {
      return "";
    }
    long rest = lease.toNanos() - lease.toNanos() / RENEWALS;
    boolean ranOut = !lease.isZero() && now - renewAt > rest;
    renewAt = lease.isZero() || ranOut ? Deadlines.NEVER : now + lease.toNanos() / RENEWALS;
    if (ranOut) {
      leased.clear();
      return "renew the lease in time: the kernel takes the addresses away";
    }
    return renewAll();
  }

  /** One that cannot be renewed, its interface being gone, does not cost us the others. */
  private String renewAll() {
    List<String> refused = new ArrayList<>();
    for (VirtualAddress address : leased) {
      try {
        kernel.addresses.renew(form(address));
      } catch (IOException e) {
        refused.add("renew the lease: " + e.getMessage());
      }
    }
    return String.join("; ", refused);
  }

  /** The lesser of {@code absence} and how long addresses stay that nobody renews. */
  Duration endures(Duration absence) {
    return !lease.isZero() && lease.compareTo(absence) < 0 ? lease : absence;
  }

  /**
   * Renews the leases before they are due, for a time in which nobody does.
   *
   * @return as of {@link #renewLeases}
   */
  String renewEarly(long now) {
    return leased.isEmpty() || lease.isZero() ? "" : renewLeases(Math.max(renewAt, now));
  }

  /** {@link Deadlines#NEVER} when no lease runs. */
  long nextDeadline() {
    return leased.isEmpty() ? Deadlines.NEVER : renewAt;
  }

  /** Those of {@code holdings} that were there at the last look. */
  Set<Holding> present(Collection<Holding> holdings) {
    return select(holdings, address -> true);
  }

  /** Those of them that the kernel's marks show to be of our making; none before Linux 5.18. */
  Set<Holding> marked(Collection<Holding> holdings) {
    return select(holdings, address -> address.protocol() == Route.DIRECTORD);
  }

  private Set<Holding> select(
      Collection<Holding> holdings, Predicate<InterfaceAddress> ofInterest) {
    Set<Holding> selected = new LinkedHashSet<>();
    for (Holding holding : holdings) {
      if (isThere(holding, ofInterest)) {
        selected.add(holding);
      }
    }
    return selected;
  }

  private boolean isThere(Holding holding, Predicate<InterfaceAddress> ofInterest) {
    if (holding instanceof VirtualAddress address) {
      return kernel.address(deviceOf(address), address.address()).filter(ofInterest).isPresent();
    }
    if (holding instanceof VirtualRoute route) {
      return isThere(route);
    }
    return holding instanceof VirtualRule rule
        && kernel.routingView().rules().contains(KernelForm.of(rule));
  }

  private String deviceOf(VirtualAddress address) {
    return address.deviceOr(device);
  }

  private InterfaceAddress form(VirtualAddress address) throws IOException {
    return KernelForm.of(address, kernel.index(deviceOf(address)), lease);
  }

  private boolean devicesExist(VirtualRoute route) {
    return route.devices().stream().allMatch(name -> kernel.view().link(name).isPresent());
  }

  private Route form(VirtualRoute route) throws IOException {
    Map<String, Integer> indices = new TreeMap<>();
    for (String name : route.devices()) {
      indices.put(name, kernel.index(name));
    }
    return KernelForm.of(route, indices);
  }

  private boolean isThere(VirtualRoute route) {
    try {
      Route form = form(route);
      return kernel.routingView().routes().stream().anyMatch(form::isFulfilledBy);
    } catch (IOException e) {
      // An interface of it is gone, and the route with it.
      return false;
    }
  }
}
