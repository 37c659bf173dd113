// SPDX-License-Identifier: Apache-2.0
package director.daemon.supervision;

import director.vrrp.InstanceStatus;
import director.vrrp.state.VrrpState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an operator wants to read in {@code systemctl status}, in one line. */
public final class Sentences {
  /** Of one state; who has more wants the list of directorctl. */
  private static final int NAMED = 4;

  private static final List<VrrpState> ORDER =
      List.of(VrrpState.MASTER, VrrpState.BACKUP, VrrpState.FAULT, VrrpState.INIT);

  private Sentences() {}

  /** "MASTER of photos, BACKUP of mail"; the first reason beside FAULT. */
  public static String elections(Collection<InstanceStatus> instances) {
    if (instances.isEmpty()) {
      return "no virtual routers";
    }
    List<String> parts = new ArrayList<>();
    for (VrrpState state : ORDER) {
      List<InstanceStatus> in =
          instances.stream().filter(instance -> instance.state() == state).toList();
      if (!in.isEmpty()) {
        String why = state == VrrpState.FAULT ? " (" + in.get(0).reason() + ")" : "";
        parts.add(state + " of " + names(in) + why);
      }
    }
    return String.join(", ", parts);
  }

  private static String names(List<InstanceStatus> instances) {
    String named =
        instances.stream().limit(NAMED).map(InstanceStatus::name).collect(Collectors.joining(", "));
    return instances.size() > NAMED
        ? named + " and " + (instances.size() - NAMED) + " more"
        : named;
  }

  /**
   * "MASTER of photos; 3 of 4 servers up; 1 problem: the disk is full".
   *
   * @param elections of the elector, or why nobody knows
   * @param up how many servers are
   * @param servers how many there are
   * @param problems sentences
   */
  public static String director(
      String elections, long up, int servers, Collection<String> problems) {
    List<String> parts = new ArrayList<>(List.of(elections));
    parts.add(servers == 0 ? "no servers" : up + " of " + servers + " servers up");
    first(problems).ifPresent(parts::add);
    return String.join("; ", parts);
  }

  private static Optional<String> first(Collection<String> problems) {
    String many = problems.size() == 1 ? "1 problem: " : problems.size() + " problems, the first: ";
    return problems.stream().findFirst().map(problem -> many + problem);
  }
}
