// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.VrrpInstanceConfig;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.state.VirtualRouter;
import java.util.Collection;
import java.util.List;

/** The orders for the elector that the configuration asks for. */
public final class ElectionPlan {
  private ElectionPlan() {}

  public static List<InstanceOrders> orders(Collection<VrrpInstanceConfig> instances) {
    return instances.stream().map(ElectionPlan::order).toList();
  }

  private static InstanceOrders order(VrrpInstanceConfig instance) {
    return InstanceOrders.of(
        instance.name(),
        instance.interfaceName(),
        instance.virtualRouterId(),
        new VirtualRouter(
            instance.version(),
            instance.priority(),
            instance.advertisementInterval(),
            instance.preempt(),
            instance.preemptDelay()),
        instance.virtualAddresses().stream()
            .map(a -> new VirtualAddress(a.address(), a.prefixLength()))
            .toList());
  }
}
