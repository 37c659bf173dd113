// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Vmac;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The macvlans of all virtual routers that have one. Confined to the elector's thread. */
final class Vmacs {
  private record Name(String name, String base, int virtualRouterId, boolean ipv6) {
    static Name of(InstanceOrders orders, Vmac vmac) {
      return new Name(
          vmac.name(), orders.interfaceName(), orders.virtualRouterId(), orders.isIpv6());
    }
  }

  private final Kernel kernel;
  private final Consumer<String> tell;
  private final Map<Name, VmacDevice> all = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param tell takes sentences for people
   */
  Vmacs(Kernel kernel, Consumer<String> tell) {
    this.kernel = kernel;
    this.tell = tell;
  }

  /**
   * Makes those of {@code needed} what they have to be.
   *
   * @return whether that changed anything, so that the kernel has to be looked at again
   */
  boolean ensure(Collection<InstanceOrders> needed) {
    boolean changed = false;
    for (InstanceOrders orders : needed) {
      if (orders.vmac() != null) {
        changed |= device(orders, orders.vmac()).ensure();
      }
    }
    return changed;
  }

  /** Takes note of one that a former life may have made. */
  void know(InstanceOrders orders) {
    if (orders.vmac() != null) {
      device(orders, orders.vmac());
    }
  }

  /** Deletes those that nobody needs any more. */
  void retain(Collection<InstanceOrders> needed) {
    List<Name> names =
        needed.stream()
            .filter(orders -> orders.vmac() != null)
            .map(orders -> Name.of(orders, java.util.Objects.requireNonNull(orders.vmac())))
            .toList();
    for (Name name : List.copyOf(all.keySet())) {
      VmacDevice gone = names.contains(name) ? null : all.remove(name);
      String wrong = gone == null ? "" : gone.remove();
      if (!wrong.isEmpty()) {
        tell.accept("cannot clean up after VMAC " + name.name() + ": " + wrong);
      }
    }
  }

  /** Why that of {@code orders} cannot be used; empty when it can, or there is none. */
  String fault(InstanceOrders orders) {
    return orders.vmac() == null ? "" : device(orders, orders.vmac()).fault();
  }

  private VmacDevice device(InstanceOrders orders, Vmac vmac) {
    return all.computeIfAbsent(
        Name.of(orders, vmac),
        name ->
            new VmacDevice(name.name(), name.base(), name.virtualRouterId(), name.ipv6(), kernel));
  }
}
