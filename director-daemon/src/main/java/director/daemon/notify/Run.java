// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import director.daemon.config.DirectorConfig;
import director.daemon.config.NotifyScripts;
import director.daemon.config.NotifyScripts.Occasion;
import director.daemon.config.VrrpConfig;
import director.daemon.config.VrrpInstanceConfig;
import director.daemon.event.Target;
import director.daemon.notify.state.ElectionNotice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run of a script about a notice.
 *
 * @param key which script of its target: {@code master}, {@code any}
 * @param command with all its arguments
 */
record Run(ElectionNotice notice, String key, List<String> command, String user, Duration timeout) {
  Run {
    command = List.copyOf(command);
  }

  /** What is run about {@code notice}, in that order (N-01 to N-03). */
  static List<Run> of(ElectionNotice notice, DirectorConfig config) {
    NotifyScripts scripts = scripts(notice.target(), config).orElse(NotifyScripts.NONE);
    if (notice.word().isWrittenOnly()) {
      return List.of();
    }
    String user = scripts.user().orElse(config.notifying().user());
    Duration timeout = scripts.timeout().orElse(config.notifying().timeout());
    Occasion occasion = Occasion.valueOf(notice.word().name());
    List<Run> runs = new ArrayList<>();
    List<String> one = scripts.on(occasion);
    if (!one.isEmpty()) {
      String key = occasion.name().toLowerCase(Locale.ROOT);
      runs.add(new Run(notice, key, one, user, timeout));
    }
    if (!scripts.any().isEmpty()) {
      List<String> command = new ArrayList<>(scripts.any());
      command.addAll(notice.arguments());
      runs.add(new Run(notice, "any", command, user, timeout));
    }
    return runs;
  }

  /** The scripts of a virtual router or a sync group; empty if there is no such. */
  static Optional<NotifyScripts> scripts(Target target, DirectorConfig config) {
    return switch (target.kind()) {
      case VIP ->
          Optional.ofNullable(config.instances().get(target.name()))
              .map(VrrpInstanceConfig::notifying);
      case GROUP ->
          Optional.ofNullable(config.vrrp().groups().get(target.name()))
              .map(VrrpConfig.Group::notifying);
      default -> Optional.empty();
    };
  }

  /** What a script may want to know that keepalived's do not. */
  Map<String, String> environment() {
    return new TreeMap<>(
        Map.of("DIRECTORD_FROM", notice.from(), "DIRECTORD_REASON", notice.reason()));
  }

  /** The script, whatever it is run about: "notify.any of vip:photos". */
  String script() {
    return script(key, notice.target());
  }

  static String script(String key, Target target) {
    return "notify." + key + " of " + target;
  }

  /** "notify.any of vip:photos (MASTER)". */
  @Override
  public String toString() {
    return script() + " (" + notice.word() + ")";
  }
}
