// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import director.daemon.change.Touch.Verb;
import director.daemon.config.DirectorConfig;
import director.daemon.config.VrrpInstanceConfig;
import director.daemon.config.text.Term.Keyed;
import director.daemon.config.text.VipTerms;
import director.daemon.event.Target;
import director.daemon.plan.ElectionPlan;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.state.VrrpState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What becomes of virtual routers. */
final class VipChanges {
  private static final int HIGHEST = 254;

  private final DirectorConfig before;
  private final DirectorConfig after;
  private final Map<String, InstanceOrders> ordersBefore;
  private final Map<String, InstanceOrders> ordersAfter;
  private final Map<String, Standing> standings;
  private final Consumer<Touch> found;

  VipChanges(
      DirectorConfig before,
      DirectorConfig after,
      Map<String, Standing> standings,
      Consumer<Touch> found) {
    this.before = before;
    this.after = after;
    this.ordersBefore = orders(before);
    this.ordersAfter = orders(after);
    this.standings = standings;
    this.found = found;
  }

  private static Map<String, InstanceOrders> orders(DirectorConfig config) {
    Map<String, InstanceOrders> all = new TreeMap<>();
    ElectionPlan.orders(config).instances().forEach(order -> all.put(order.name(), order));
    return all;
  }

  void find() {
    ByName.compare(
        before.instances(),
        after.instances(),
        (name, was) -> found.accept(removed(was)),
        (name, was, is) -> found.accept(changed(was, is)),
        (name, is) -> found.accept(added(is)));
  }

  private Touch removed(VrrpInstanceConfig was) {
    String addresses = text(was.virtualAddresses());
    return Touch.of(
        Verb.REMOVE,
        Target.vip(was.name()),
        summary(was),
        isMaster(was.name())
            ? "MASTER here: gives up %s, which another director takes if there is one"
                .formatted(addresses)
            : "leaves the election for " + addresses);
  }

  private static Touch added(VrrpInstanceConfig is) {
    return Touch.of(
        Verb.ADD,
        Target.vip(is.name()),
        summary(is),
        "joins the election for %s: takes it unless a director of higher priority speaks"
            .formatted(text(is.virtualAddresses())));
  }

  private static List<String> summary(VrrpInstanceConfig vip) {
    return Difference.some(
        VipTerms.of(vip), "interface", "virtual-router-id", "priority", "virtual-addresses");
  }

  private Touch changed(VrrpInstanceConfig was, VrrpInstanceConfig is) {
    Keyed old = VipTerms.of(was);
    Keyed next = VipTerms.of(is);
    return Touch.of(Verb.CHANGE, Target.vip(is.name()), Difference.of(old, next), effect(was, is));
  }

  private String effect(VrrpInstanceConfig was, VrrpInstanceConfig is) {
    InstanceOrders order = ordersAfter.get(is.name());
    InstanceOrders running = ordersBefore.get(is.name());
    if (order != null && running != null && !order.continues(running)) {
      return "the election starts anew: "
          + (isMaster(is.name())
              ? "MASTER here now, it resigns and may or may not win again"
              : "it listens before it takes part");
    }
    List<String> effects = new ArrayList<>();
    addresses(was, is, effects);
    if (was.priority() != is.priority()) {
      effects.add(priority(is));
    }
    if (!was.preempt() && is.preempt() && !isMaster(is.name())) {
      effects.add("takes over from a MASTER of lower priority that is well");
    }
    if (!was.advertisementInterval().equals(is.advertisementInterval())) {
      effects.add(
          is.version() == 2
              ? "version 2: advertisements of directors that have another interval are refused"
              : "directors that hear it follow its interval, none takes over for that");
    }
    if (!was.transport().equals(is.transport())) {
      effects.add("directors that do not speak there take over, and there are two MASTERs");
    }
    if (!was.authentication().equals(is.authentication())) {
      effects.add("directors that do not authenticate so refuse it, and may become MASTER too");
    }
    if (!was.track().equals(is.track())) {
      effects.add("its priority follows other things, and may change at once");
    }
    return String.join("; ", effects);
  }

  private void addresses(VrrpInstanceConfig was, VrrpInstanceConfig is, List<String> effects) {
    List<VirtualAddress> old = all(was);
    List<VirtualAddress> next = all(is);
    List<VirtualAddress> gone = old.stream().filter(one -> !next.contains(one)).toList();
    List<VirtualAddress> come = next.stream().filter(one -> !old.contains(one)).toList();
    String where = isMaster(is.name()) ? " here, MASTER, at once" : " with the MASTER";
    if (!gone.isEmpty()) {
      effects.add(text(gone) + " goes" + where + ": its clients lose it");
    }
    if (!come.isEmpty()) {
      effects.add(text(come) + " comes" + where);
    }
  }

  private static List<VirtualAddress> all(VrrpInstanceConfig vip) {
    List<VirtualAddress> all = new ArrayList<>(vip.virtualAddresses());
    all.addAll(vip.excludedAddresses());
    return all;
  }

  /** From what to what is said by the line of the key. */
  private String priority(VrrpInstanceConfig is) {
    Standing standing = standings.get(is.name());
    if (standing == null) {
      return "the address may move: where it stands is not known";
    }
    int effective = effective(is, standing);
    if (standing.state() == VrrpState.MASTER) {
      return "MASTER here: stays so unless a director with a priority above %d wants it"
          .formatted(effective);
    }
    if (standing.masterPriority().isEmpty()) {
      return "no MASTER is heard now";
    }
    int master = standing.masterPriority().getAsInt();
    if (effective <= master) {
      return "stays %s: the MASTER has %d, this would be %d"
          .formatted(standing.state(), master, effective);
    }
    return is.preempt()
        ? "takes over: the MASTER has %d, this would be %d".formatted(master, effective)
        : "stays %s, as preempt = false, though the MASTER has %d and this would be %d"
            .formatted(standing.state(), master, effective);
  }

  private static int effective(VrrpInstanceConfig is, Standing standing) {
    return is.owner()
        ? VrrpInstanceConfig.OWNER
        : Math.max(1, Math.min(HIGHEST, is.priority() + standing.adjustment()));
  }

  private boolean isMaster(String name) {
    @Nullable Standing standing = standings.get(name);
    return standing != null && standing.state() == VrrpState.MASTER;
  }

  private static String text(Collection<VirtualAddress> addresses) {
    return addresses.stream().map(VirtualAddress::toString).collect(Collectors.joining(", "));
  }
}
