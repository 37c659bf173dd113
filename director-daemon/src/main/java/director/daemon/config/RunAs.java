// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import director.daemon.config.NotifyConfig.Fifo;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whom a configuration wants its scripts to run as. */
public final class RunAs {
  private RunAs() {}

  /** The names of users, by the key of the section that has the script. */
  public static SortedMap<String, String> users(DirectorConfig config) {
    SortedMap<String, String> users = new TreeMap<>();
    config
        .tracked()
        .scripts()
        .forEach((name, script) -> users.put(TrackedConfig.scriptKey(name), script.user()));
    config
        .actions()
        .forEach(
            (name, action) -> {
              if (action.deed() instanceof ActionConfig.Command command) {
                users.put(ConfigUtil.joinPath("actions", name), command.user());
              }
            });
    config.services().values().forEach(service -> checks(service, users));
    notifies(config, users);
    return users;
  }

  private static void checks(ServiceConfig service, SortedMap<String, String> users) {
    for (CheckAt check : CheckAt.allOf(service)) {
      if (check.config().request() instanceof RequestConfig.Script script) {
        users.put(check.path(), script.user());
      }
    }
  }

  private static void notifies(DirectorConfig config, SortedMap<String, String> users) {
    NotifyConfig notify = config.notifying();
    config
        .instances()
        .forEach(
            (name, one) ->
                scripts(
                    ConfigUtil.joinPath("vrrp", "instances", name),
                    one.notifying(),
                    notify,
                    users));
    config
        .vrrp()
        .groups()
        .forEach(
            (name, one) ->
                scripts(
                    ConfigUtil.joinPath("vrrp", "sync-groups", name),
                    one.notifying(),
                    notify,
                    users));
    Stream.of(notify.fifo(), notify.vrrpFifo(), notify.lvsFifo())
        .flatMap(Optional::stream)
        .filter(fifo -> !fifo.reader().isEmpty())
        .map(Fifo::readerUser)
        .forEach(user -> users.put("notify", user.orElse(notify.user())));
  }

  private static void scripts(
      String key, NotifyScripts scripts, NotifyConfig notify, SortedMap<String, String> users) {
    if (!scripts.on().isEmpty() || !scripts.any().isEmpty()) {
      users.put(key, scripts.user().orElse(notify.user()));
    }
  }
}
