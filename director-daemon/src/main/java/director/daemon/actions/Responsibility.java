// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.config.VrrpInstanceConfig;
import director.ipvs.table.VirtualService;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.state.VrrpState;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which of the directors, who all see the same servers, is the one that acts for a service. */
public final class Responsibility {
  private Responsibility() {}

  /**
   * Whether it is this one: as long as it is MASTER of the virtual router that holds an address of
   * the service, of several the first by name. Of a service without one, such as of a firewall
   * mark, it is every director; while nobody can tell where the virtual router stands, it is none.
   *
   * @param elections where a virtual router stands; empty while that is not known
   */
  public static boolean isOurs(
      DirectorConfig config, String service, Function<String, Optional<VrrpState>> elections) {
    ServiceConfig served = config.services().get(service);
    if (served == null) {
      return false;
    }
    return virtualRouter(config, served)
        .map(name -> elections.apply(name).filter(VrrpState.MASTER::equals).isPresent())
        .orElse(true);
  }

  private static Optional<String> virtualRouter(DirectorConfig config, ServiceConfig service) {
    Set<InetAddress> addresses =
        service.virtual().ids().stream()
            .filter(VirtualService.Endpoint.class::isInstance)
            .map(id -> ((VirtualService.Endpoint) id).address())
            .collect(Collectors.toSet());
    return config.instances().values().stream()
        .filter(instance -> held(instance).anyMatch(addresses::contains))
        .map(VrrpInstanceConfig::name)
        .min(Comparator.naturalOrder());
  }

  private static Stream<InetAddress> held(VrrpInstanceConfig instance) {
    return Stream.concat(
            instance.virtualAddresses().stream(), instance.excludedAddresses().stream())
        .map(VirtualAddress::address);
  }
}
