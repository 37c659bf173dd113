// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.SyncGroup;
import director.vrrp.state.SyncGroupRules;
import director.vrrp.state.VirtualRouterState;
import director.vrrp.state.VrrpEvent.AnnouncementDue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps the virtual routers of each sync group together. Confined to the elector's thread. */
final class SyncGroups {
  private final Map<String, VrrpInstance> running;
  private List<SyncGroup> groups = List.of();
  private final Map<String, Integer> contradictions = new LinkedHashMap<>();

  /**
   * @param running by name; as it is at each time
   */
  SyncGroups(Map<String, VrrpInstance> running) {
    this.running = running;
  }

  void order(List<SyncGroup> next) {
    groups = next;
    contradictions.keySet().retainAll(running.keySet());
  }

  Optional<SyncGroup> of(String instance) {
    return groups.stream().filter(group -> group.members().contains(instance)).findFirst();
  }

  /** It and those that share its fate. */
  List<VrrpInstance> with(VrrpInstance instance) {
    return of(instance.name()).map(this::members).orElse(List.of(instance));
  }

  private List<VrrpInstance> members(SyncGroup group) {
    return group.members().stream().map(running::get).filter(member -> member != null).toList();
  }

  /** After anything that happened to any of them. */
  void settle(long now) {
    for (SyncGroup group : groups) {
      Map<String, VirtualRouterState> standing = new LinkedHashMap<>();
      members(group).forEach(member -> standing.put(member.name(), member.standing()));
      SyncGroupRules.settle(group.name(), standing)
          .forEach((name, event) -> member(name).handle(event, now));
      announceTogether(group, now);
    }
  }

  private VrrpInstance member(String name) {
    VrrpInstance member = running.get(name);
    if (member == null) {
      throw new IllegalStateException(name + " does not run");
    }
    return member;
  }

  /** Where one heard a second master, the neighbours of the others may have learnt of it too. */
  private void announceTogether(SyncGroup group, long now) {
    for (VrrpInstance member : members(group)) {
      int heard = member.contradictions();
      Integer before = contradictions.put(member.name(), heard);
      if (before != null && before != heard) {
        String why = "sync group " + group.name() + ": " + member.name() + " heard a second master";
        members(group).stream()
            .filter(other -> other != member)
            .forEach(other -> other.handle(new AnnouncementDue(why), now));
      }
    }
  }

  /** Where the members of one director rank differently, two directors never agree. */
  List<String> warnings(String instance) {
    Optional<SyncGroup> group = of(instance);
    if (group.isEmpty()) {
      return List.of();
    }
    List<VrrpInstance> members = members(group.get());
    Set<Integer> priorities =
        members.stream()
            .map(member -> member.orders().router().priority())
            .collect(Collectors.toCollection(TreeSet::new));
    return priorities.size() <= 1
        ? List.of()
        : List.of(
            "the members of sync group "
                + group.get().name()
                + " have different priorities "
                + priorities
                + ": directors that rank differently for each never agree; give all the same");
  }
}
