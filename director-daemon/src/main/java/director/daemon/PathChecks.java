// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.loop.Loop;
import director.daemon.plan.ForwardingPaths;
import director.daemon.sysctl.LocalSources;
import director.healthcheck.CheckOrder;
import director.ipvs.table.AddressFamily;
import director.ipvs.table.VirtualService;
import director.ipvs.table.VirtualService.FirewallMark;
import director.netlink.sysctl.Sysctl;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What checks through the forwarding path need beside a plan: an address to ask from, a kernel that
 * takes the answers, and that none begins before its way is in the kernel's table; or it would ask
 * whoever has the virtual address. Confined to the loop.
 */
final class PathChecks {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final Loop loop;
  private final IpvsKeeper ipvs;
  private final LocalSources kernel = new LocalSources(Sysctl.ofKernel());
  private ForwardingPaths paths = ForwardingPaths.of(List.of());
  private PathSources sources = PathSources.NONE;
  private Set<VirtualService.Id> asked = Set.of();
  private Set<VirtualService.Id> ready = Set.of();
  private List<String> refused = List.of();
  private boolean looking;

  PathChecks(Loop loop, IpvsKeeper ipvs) {
    this.loop = loop;
    this.ipvs = ipvs;
  }

  /**
   * From now on it is the checks of {@code next}.
   *
   * @return from which address each real server is to be asked
   */
  Map<InetAddress, InetAddress> follow(DirectorConfig next) {
    paths = ForwardingPaths.of(next.services().values());
    sources = PathSources.find(next, paths);
    return sources.addresses();
  }

  /** A pass begins that puts all ways into the table. */
  void passBegins() {
    asked = paths.ids();
  }

  /**
   * A pass has ended.
   *
   * @param written whether it could write
   * @return whether {@link #begun} has changed, or what {@link #follow} says
   */
  boolean passed(DirectorConfig config, boolean written) {
    look(config);
    PathSources now = PathSources.find(config, paths);
    Set<VirtualService.Id> before = ready;
    ready = written ? asked : before;
    boolean changed = !ready.equals(before) || !now.addresses().equals(sources.addresses());
    sources = now;
    return changed;
  }

  /** Those of {@code orders} whose ways are there. */
  SortedMap<String, CheckOrder> begun(SortedMap<String, CheckOrder> orders) {
    if (ready.containsAll(paths.ids())) {
      return orders;
    }
    SortedMap<String, CheckOrder> begun = new TreeMap<>(orders);
    begun.values().removeIf(this::waits);
    return begun;
  }

  private boolean waits(CheckOrder order) {
    var mark = order.question().path().mark();
    if (mark.isEmpty()) {
      return false;
    }
    boolean ipv4 = order.question().target().getAddress() instanceof Inet4Address;
    FirewallMark id =
        new FirewallMark(
            Integer.toUnsignedLong(mark.getAsInt()),
            ipv4 ? AddressFamily.IPV4 : AddressFamily.IPV6);
    return paths.ids().contains(id) && !ready.contains(id);
  }

  /** Sentences about checks that cannot work. */
  List<String> problems() {
    List<String> all = new ArrayList<>(sources.problems());
    all.addAll(refused);
    return all;
  }

  private void look(DirectorConfig config) {
    if (looking || sources.interfaces().isEmpty()) {
      refused = sources.interfaces().isEmpty() ? List.of() : refused;
      return;
    }
    looking = true;
    Set<String> interfaces = sources.interfaces();
    boolean apply = config.ipvs().sysctl().apply();
    loop.whenDone(
        ipvs.aside(() -> kernel.look(interfaces, apply)),
        (look, failed) -> {
          looking = false;
          if (look == null) {
            throw new IllegalStateException("a look at kernel parameters failed", failed);
          }
          look.set().forEach(LOG::info);
          look.problems().stream().filter(problem -> !refused.contains(problem)).forEach(LOG::warn);
          refused = look.problems();
        });
  }
}
