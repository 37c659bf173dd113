// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Configs;
import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.config.text.WrittenAndRead;
import director.daemon.control.PlanReport.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Between any two configurations")
class ChangesPropertyTest {
  private static final int CONFIGS = 15;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("nothing is told if they are equal, and if not, whatever differs is named")
  void named(long seed) {
    Random random = new Random(seed);
    List<DirectorConfig> configs = new ArrayList<>();
    for (int i = 0; i < CONFIGS; i++) {
      configs.add(WrittenAndRead.check(accepted(random)));
    }

    for (DirectorConfig before : configs) {
      for (DirectorConfig after : configs) {
        List<Change> changes = Changes.between(before, after, Optional.empty(), Map.of()).list();

        String where = "seed " + seed + ": " + changes;
        assertEquals(bare(before).equals(bare(after)), changes.isEmpty(), where);
        Set<String> targets = changes.stream().map(Change::target).collect(Collectors.toSet());
        assertTrue(targets.containsAll(differing(before, after)), where);
        assertTrue(
            changes.stream()
                .allMatch(one -> !one.verb().equals("change") || !one.detail().isEmpty()),
            where);
        assertTrue(changes.stream().noneMatch(one -> one.toString().contains("3031323334")), where);
      }
    }
  }

  /** Not all that can be rolled goes together. */
  private static DirectorConfig accepted(Random random) {
    while (true) {
      try {
        return Configs.of(RandomConfig.text(random));
      } catch (IllegalArgumentException e) {
        continue;
      }
    }
  }

  private static Set<String> differing(DirectorConfig before, DirectorConfig after) {
    Set<String> names = new TreeSet<>();
    names.addAll(differing("vip:", before.instances(), after.instances()));
    names.addAll(differing("track:", before.tracked().scripts(), after.tracked().scripts()));
    names.addAll(differing("service:", servicesAlone(before), servicesAlone(after)));
    before
        .services()
        .forEach(
            (name, was) -> {
              ServiceConfig is = after.services().get(name);
              if (is != null) {
                names.addAll(
                    differing("server:" + name + "/", was.realServers(), is.realServers()));
              }
            });
    return names;
  }

  private static SortedMap<String, ServiceConfig> servicesAlone(DirectorConfig config) {
    SortedMap<String, ServiceConfig> alone = new TreeMap<>();
    config.services().forEach((name, one) -> alone.put(name, one.with(new TreeMap<>())));
    return alone;
  }

  private static <T> Set<String> differing(
      String prefix, SortedMap<String, T> before, SortedMap<String, T> after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .filter(
            name ->
                !Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(after.get(name))))
        .map(name -> prefix + name)
        .collect(Collectors.toSet());
  }

  private static DirectorConfig bare(DirectorConfig config) {
    return config.with(List.of());
  }
}
