// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.daemon.peer.packet.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In what two directors differ, at one moment; pure. */
public final class Comparison {
  private Comparison() {}

  /**
   * Names the differences, the gravest first.
   *
   * @param others how many MASTERs a virtual router has elsewhere, and whether that is known
   */
  public static List<Difference> of(Standing ours, Standing theirs, Others others) {
    List<Difference> all = new ArrayList<>();
    all.addAll(RoleDifferences.of(ours, theirs, others));
    all.addAll(identity(ours, theirs));
    if (ours.version().equals(theirs.version())) {
      all.addAll(ConfigDifferences.of(ours, theirs));
    }
    all.addAll(ServerDifferences.of(ours, theirs));
    return all;
  }

  /**
   * Further directors.
   *
   * @param masters the virtual routers of which one of them is MASTER
   * @param known whether all of them are heard
   */
  public record Others(List<String> masters, boolean known) {
    public static final Others NONE = new Others(List.of(), true);

    public Others {
      masters = List.copyOf(masters);
    }
  }

  private static List<Difference> identity(Standing ours, Standing theirs) {
    List<Difference> all = new ArrayList<>();
    if (ours.name().equals(theirs.name())) {
      all.add(
          new Difference(
              "name",
              "name",
              "the other director is called %s, too: set director.name".formatted(theirs.name()),
              true));
    }
    if (!ours.version().equals(theirs.version())) {
      all.add(
          new Difference(
              "version",
              "version",
              "%s runs directord %s, here it is %s; the configurations are compared when both are the same"
                  .formatted(theirs.name(), theirs.version(), ours.version()),
              true));
    }
    return all;
  }

  static Map<String, Account.Instance> instances(Standing standing) {
    Map<String, Account.Instance> byName = new LinkedHashMap<>();
    standing.account().instances().forEach(one -> byName.put(one.name(), one));
    return byName;
  }

  static Map<String, Account.Service> services(Standing standing) {
    Map<String, Account.Service> byName = new LinkedHashMap<>();
    standing.account().services().forEach(one -> byName.put(one.name(), one));
    return byName;
  }

  /** Two of the same name. */
  record Pair<T>(T ours, T theirs) {}

  static <T> List<Pair<T>> pairs(Map<String, T> ours, Map<String, T> theirs) {
    List<Pair<T>> pairs = new ArrayList<>();
    ours.forEach(
        (name, one) ->
            Optional.ofNullable(theirs.get(name))
                .ifPresent(other -> pairs.add(new Pair<>(one, other))));
    return pairs;
  }
}
