// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must hold between what is tracked and who tracks it. */
final class TrackRules {
  private TrackRules() {}

  static List<Conflict> conflicts(DirectorConfig config) {
    List<Conflict> found = new ArrayList<>();
    names(config.tracked(), found);
    services(config, found);
    config
        .instances()
        .values()
        .forEach(instance -> exist(config, instance.key("track"), instance.track(), found));
    config
        .vrrp()
        .groups()
        .values()
        .forEach(group -> exist(config, group.key("track"), group.track(), found));
    return found;
  }

  /** Status and reasons name them without their kind. */
  private static void names(TrackedConfig tracked, List<Conflict> found) {
    Map<String, String> taken = new HashMap<>();
    unique("scripts", tracked.scripts().keySet(), taken, found);
    unique("files", tracked.files().keySet(), taken, found);
    unique("processes", tracked.processes().keySet(), taken, found);
    unique("services", tracked.services().keySet(), taken, found);
  }

  private static void unique(
      String kind, Set<String> names, Map<String, String> taken, List<Conflict> found) {
    for (String name : names) {
      String key = ConfigUtil.joinPath("track", kind, name);
      String first = taken.putIfAbsent(name, key);
      if (first != null) {
        found.add(Conflict.at(key, "must have a name of its own, whatever its kind").with(first));
      }
    }
  }

  private static void services(DirectorConfig config, List<Conflict> found) {
    config
        .tracked()
        .services()
        .forEach(
            (name, tracked) -> {
              if (!config.services().containsKey(tracked.service())) {
                found.add(
                    missing(
                        ConfigUtil.joinPath("track", "services", name, "service"),
                        "services",
                        tracked.service(),
                        config.services().keySet()));
              }
            });
  }

  private static void exist(
      DirectorConfig config, String track, TrackConfig tracks, List<Conflict> found) {
    TrackedConfig tracked = config.tracked();
    Set<String> services = new TreeSet<>(config.services().keySet());
    // A plain service's name may not be that of another thing.
    services.removeAll(tracked.scripts().keySet());
    services.removeAll(tracked.files().keySet());
    services.removeAll(tracked.processes().keySet());
    services.addAll(tracked.services().keySet());
    exist(
        track + ".scripts",
        tracks.scripts().keySet(),
        "track.scripts",
        tracked.scripts().keySet(),
        found);
    exist(
        track + ".files", tracks.files().keySet(), "track.files", tracked.files().keySet(), found);
    exist(
        track + ".processes",
        tracks.processes().keySet(),
        "track.processes",
        tracked.processes().keySet(),
        found);
    exist(
        track + ".services",
        tracks.services().keySet(),
        "track.services or services",
        services,
        found);
  }

  private static void exist(
      String path, Set<String> names, String where, Set<String> there, List<Conflict> found) {
    for (String name : names) {
      if (!there.contains(name)) {
        found.add(missing(path + "." + ConfigUtil.joinPath(name), where, name, there));
      }
    }
  }

  private static Conflict missing(String key, String where, String name, Set<String> there) {
    String hint = Suggestion.among(there, name);
    return Conflict.at(
        key,
        "must be one of "
            + where
            + ", but there is no "
            + name
            + (hint.isEmpty() ? "" : "; " + hint));
  }
}
