// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.DirectorConfig;
import director.daemon.config.TrackConfig;
import director.daemon.config.VrrpConfig.Group;
import director.daemon.config.VrrpInstanceConfig;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.SyncGroup;
import director.vrrp.orders.TrackedInterface;
import director.vrrp.state.VirtualRouter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The orders for the elector that the configuration asks for. */
public final class ElectionPlan {
  private ElectionPlan() {}

  public static Orders orders(DirectorConfig config) {
    Map<String, TrackConfig> ofGroups = new TreeMap<>();
    for (Group group : config.vrrp().groups().values()) {
      group.members().forEach(member -> ofGroups.put(member, group.track()));
    }
    return new Orders(
        config.vrrp().startDelay(),
        config.instances().values().stream()
            .map(
                instance ->
                    order(instance, ofGroups.getOrDefault(instance.name(), TrackConfig.DEFAULT)))
            .toList(),
        config.vrrp().groups().values().stream()
            .map(group -> new SyncGroup(group.name(), group.members()))
            .toList(),
        config.vrrp().addresses(),
        config.vrrp().routes(),
        config.vrrp().rules());
  }

  private static InstanceOrders order(VrrpInstanceConfig instance, TrackConfig ofGroup) {
    return new InstanceOrders(
        instance.name(),
        instance.interfaceName(),
        instance.virtualRouterId(),
        new VirtualRouter(
            instance.version(),
            instance.priority(),
            instance.advertisementInterval(),
            instance.preempt(),
            instance.preemptDelay()),
        instance.checksum(),
        instance.transport(),
        instance.authentication(),
        instance.virtualAddresses(),
        instance.excludedAddresses(),
        instance.routes(),
        instance.rules(),
        instance.vmac().orElse(null),
        instance.announcing(),
        instance.witnesses(),
        instance.onAddressLoss(),
        instance.lease(),
        interfaces(instance.track(), ofGroup),
        instance.track().ownInterface());
  }

  /** What the instance says of an interface comes before what its group says. */
  private static List<TrackedInterface> interfaces(TrackConfig own, TrackConfig ofGroup) {
    Map<String, TrackedInterface> all = new TreeMap<>();
    ofGroup.interfaces().forEach(one -> all.put(one.name(), one));
    own.interfaces().forEach(one -> all.put(one.name(), one));
    return List.copyOf(all.values());
  }
}
