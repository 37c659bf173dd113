// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.vrrp.ElectionListener.Change;
import director.vrrp.InstanceStatus;
import director.vrrp.state.VrrpState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells what the elector, its virtual routers and its sync groups become. A change that happened
 * while no director listened is told when it is found. Confined to the loop.
 */
final class ElectionEvents {
  /** Of one that is configured no more, as keepalived calls it. */
  static final String DELETED = "DELETED";

  /** Of one that took leave because the director was stopped, as keepalived calls it. */
  static final String STOP = "STOP";

  private final EventSink events;

  /** As it was told last. */
  private final SortedMap<String, String> instances = new TreeMap<>();

  private final SortedMap<String, String> groups = new TreeMap<>();
  private String elector = "";
  private boolean stopped;

  ElectionEvents(EventSink events) {
    this.events = events;
  }

  void connected(long pid, String version) {
    is("CONNECTED", "elector " + version + " of pid " + pid);
  }

  void lost(String reason) {
    is("LOST", reason);
  }

  private void is(String state, String reason) {
    if (!state.equals(elector)) {
      events.tell(Event.state(Target.ELECTOR, elector, state, reason));
      elector = state;
    }
  }

  /**
   * At once when it happens.
   *
   * @param known how they stood before
   */
  void changed(Change change, List<InstanceStatus> known) {
    if (change.instance().isEmpty()) {
      events.tell(Event.of(Event.Kind.PROBLEM, Target.ELECTOR, change.reason()));
    } else if (change.from() == change.to()) {
      Target target = Target.vip(change.instance());
      events.tell(Event.of(Event.Kind.DECISION, target, change.reason()));
    } else {
      Map<String, String> facts =
          known.stream()
              .filter(instance -> instance.name().equals(change.instance()))
              .findFirst()
              .map(ElectionEvents::facts)
              .orElseGet(TreeMap::new);
      instance(change.instance(), change.to().name(), change.reason(), facts);
    }
  }

  /** As all of them stand; tells what no change told. */
  void standing(List<InstanceStatus> now) {
    for (InstanceStatus instance : now) {
      instance(instance.name(), instance.state().name(), instance.reason(), facts(instance));
    }
    Set<String> there = now.stream().map(InstanceStatus::name).collect(Collectors.toSet());
    List.copyOf(instances.keySet()).stream()
        .filter(name -> !there.contains(name))
        .forEach(name -> leaves(name, DELETED, "it is configured no more"));
    groups(now);
  }

  /** They resign, as the director was stopped. */
  void stopped(String reason) {
    stopped = true;
    List.copyOf(instances.keySet()).forEach(name -> leaves(name, STOP, reason));
    List.copyOf(groups.keySet()).forEach(name -> group(name, STOP, reason));
    groups.clear();
  }

  private void leaves(String name, String state, String reason) {
    instance(name, state, reason, new TreeMap<>());
    instances.remove(name);
  }

  private void instance(String name, String state, String reason, Map<String, String> facts) {
    if (stopped && !state.equals(STOP)) {
      return; // On its way out it tells of more than anybody wants to know.
    }
    String before = instances.put(name, state);
    if (!state.equals(before)) {
      String from = before == null ? "" : before;
      events.tell(Event.state(Target.vip(name), from, state, reason).with(facts));
    }
  }

  /** What notify scripts of keepalived are told, and what a log is searched for. */
  private static Map<String, String> facts(InstanceStatus instance) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("priority", Integer.toString(instance.priority()));
    facts.put("interface", instance.interfaceName());
    facts.put(
        "addresses",
        instance.addresses().stream()
            .map(InstanceStatus.Address::address)
            .collect(Collectors.joining(", ")));
    return facts;
  }

  /** A group is in a state when all of its members are. */
  private void groups(List<InstanceStatus> now) {
    SortedMap<String, Set<VrrpState>> states = new TreeMap<>();
    for (InstanceStatus instance : now) {
      if (instance.syncGroup() != null) {
        states
            .computeIfAbsent(instance.syncGroup(), fresh -> new TreeSet<>())
            .add(instance.state());
      }
    }
    List.copyOf(groups.keySet()).stream()
        .filter(name -> !states.containsKey(name))
        .forEach(
            name -> {
              group(name, DELETED, "it is configured no more");
              groups.remove(name);
            });
    states.forEach(
        (name, of) -> {
          if (of.size() == 1) {
            group(name, of.iterator().next().name(), "all of its virtual routers are");
          }
        });
  }

  private void group(String name, String state, String reason) {
    if (stopped && !state.equals(STOP)) {
      return;
    }
    String before = groups.put(name, state);
    if (!state.equals(before)) {
      Target target = new Target(Target.Kind.GROUP, name);
      events.tell(Event.state(target, before == null ? "" : before, state, reason));
    }
  }
}
