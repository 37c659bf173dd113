// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.daemon.peer.packet.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is configured on one of them only, or otherwise. Of directors of the same version: another
 * one may say the same in other words.
 */
final class ConfigDifferences {
  /** More of them say nothing more, but that the file is another one. */
  private static final int MOST = 20;

  private static final int MOST_KEYS = 3;

  private static final String INSTANCES = "vrrp.instances.";
  private static final String SERVICES = "services.";

  private ConfigDifferences() {}

  static List<Difference> of(Standing ours, Standing theirs) {
    SortedMap<String, Integer> here = sections(ours.account());
    SortedMap<String, Integer> there = sections(theirs.account());
    SortedSet<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    List<Difference> all = new ArrayList<>();
    for (String section : names) {
      Integer one = here.get(section);
      Integer other = there.get(section);
      if (one != null && other != null && !one.equals(other)) {
        all.add(difference(section, otherwise(section, ours, theirs)));
      } else if (other == null && theirs.account().complete()) {
        all.add(difference(section, "%s is configured here and not on %s", section, theirs));
      } else if (one == null && ours.account().complete()) {
        all.add(difference(section, "%s is configured on %s and not here", section, theirs));
      }
    }
    return bounded(all, theirs);
  }

  /** Sections that both have, and not alike. */
  static SortedSet<String> differing(Account ours, Account theirs) {
    SortedMap<String, Integer> there = sections(theirs);
    return sections(ours).entrySet().stream()
        .filter(one -> !one.getValue().equals(there.getOrDefault(one.getKey(), one.getValue())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedMap<String, Integer> sections(Account account) {
    SortedMap<String, Integer> sections = new TreeMap<>(account.config());
    account.instances().forEach(it -> sections.put(INSTANCES + it.name(), it.config()));
    account.services().forEach(it -> sections.put(SERVICES + it.name(), it.config()));
    return sections;
  }

  private static List<Difference> bounded(List<Difference> all, Standing theirs) {
    if (all.size() <= MOST) {
      return all;
    }
    List<Difference> some = new ArrayList<>(all.subList(0, MOST));
    some.add(
        new Difference(
            "config",
            "config",
            "%d more sections of the configuration are otherwise on %s"
                .formatted(all.size() - MOST, theirs.name()),
            true));
    return some;
  }

  private static String otherwise(String section, Standing ours, Standing theirs) {
    String begin = "%s is configured otherwise on %s".formatted(words(section), theirs.name());
    SortedMap<String, String> here = settings(section, ours.account());
    SortedMap<String, String> there = settings(section, theirs.account());
    if (here.isEmpty() || there.isEmpty()) {
      return begin;
    }
    SortedSet<String> keys = new TreeSet<>(here.keySet());
    keys.addAll(there.keySet());
    List<String> differing =
        keys.stream()
            .filter(key -> !here.getOrDefault(key, "").equals(there.getOrDefault(key, "")))
            .map(key -> both(key, here.getOrDefault(key, ""), there.getOrDefault(key, "")))
            .toList();
    if (differing.isEmpty()) {
      return begin;
    }
    String named = String.join("; ", differing.subList(0, Math.min(MOST_KEYS, differing.size())));
    int more = differing.size() - MOST_KEYS;
    return begin + ": " + named + (more > 0 ? "; and " + more + " more keys" : "");
  }

  private static String both(String key, String here, String there) {
    if (here.isEmpty()) {
      return "%s is %s there and not here".formatted(key, there);
    }
    return there.isEmpty()
        ? "%s is %s here and not there".formatted(key, here)
        : "%s is %s here and %s there".formatted(key, here, there);
  }

  private static SortedMap<String, String> settings(String section, Account account) {
    SortedMap<String, String> settings = new TreeMap<>();
    account.settings().stream()
        .filter(setting -> setting.section().equals(section))
        .forEach(setting -> settings.put(setting.key(), setting.value()));
    return settings;
  }

  private static String words(String section) {
    if (section.startsWith(INSTANCES)) {
      return "virtual router " + section.substring(INSTANCES.length());
    }
    return section.startsWith(SERVICES)
        ? "service " + section.substring(SERVICES.length())
        : "section " + section;
  }

  private static String about(String section) {
    if (section.startsWith(INSTANCES)) {
      return "vip:" + section.substring(INSTANCES.length());
    }
    return section.startsWith(SERVICES)
        ? "service:" + section.substring(SERVICES.length())
        : "config:" + section;
  }

  private static Difference difference(
      String section, String sentence, String what, Standing theirs) {
    return difference(section, sentence.formatted(words(what), theirs.name()));
  }

  private static Difference difference(String section, String sentence) {
    return new Difference("config", about(section), sentence, true);
  }
}
