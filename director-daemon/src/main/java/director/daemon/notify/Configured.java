// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import director.daemon.config.DirectorConfig;
import director.daemon.config.NotifyScripts;
import director.daemon.event.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A script that is configured.
 *
 * @param script as {@link Run#script}
 * @param user to run as
 */
record Configured(String script, String program, String user) {

  /** All of them, those of virtual routers first. */
  static List<Configured> in(DirectorConfig config) {
    List<Configured> all = new ArrayList<>();
    config.instances().forEach((name, one) -> add(Target.vip(name), one.notifying(), config, all));
    config
        .vrrp()
        .groups()
        .forEach(
            (name, one) -> add(new Target(Target.Kind.GROUP, name), one.notifying(), config, all));
    return all;
  }

  private static void add(
      Target target, NotifyScripts scripts, DirectorConfig config, List<Configured> all) {
    String user = scripts.user().orElse(config.notifying().user());
    scripts
        .on()
        .forEach(
            (occasion, command) ->
                all.add(
                    new Configured(
                        Run.script(occasion.name().toLowerCase(Locale.ROOT), target),
                        command.get(0),
                        user)));
    if (!scripts.any().isEmpty()) {
      all.add(new Configured(Run.script("any", target), scripts.any().get(0), user));
    }
  }
}
