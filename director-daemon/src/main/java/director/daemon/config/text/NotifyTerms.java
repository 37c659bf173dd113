// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.NotifyConfig;
import director.daemon.config.NotifyConfig.Fifo;
import director.daemon.config.NotifyScripts;
import java.util.Optional;

/** Who is told of what by scripts and named pipes. */
final class NotifyTerms {
  private NotifyTerms() {}

  /** The outermost section. */
  static Keys of(NotifyConfig notify) {
    Keys keys =
        new Keys()
            .text("user", notify.user())
            .time("timeout", notify.timeout())
            .flag("priority-changes", notify.priorityChanges());
    fifo(keys, "fifo", notify.fifo());
    fifo(keys, "vrrp-fifo", notify.vrrpFifo());
    fifo(keys, "lvs-fifo", notify.lvsFifo());
    return keys;
  }

  private static void fifo(Keys keys, String key, Optional<Fifo> fifo) {
    fifo.ifPresent(
        one ->
            keys.put(
                key,
                new Keys()
                    .text("path", one.path().toString())
                    .text("owner", one.owner())
                    .text("group", one.group())
                    .text("mode", String.format("%04o", one.mode()))
                    .texts("reader", one.reader())
                    .text("user", one.readerUser())));
  }

  /** That of a virtual router or a sync group. */
  static Keys scripts(NotifyScripts scripts) {
    Keys keys = new Keys();
    scripts.on().forEach((occasion, command) -> keys.texts(Keys.word(occasion), command));
    keys.texts("any", scripts.any()).text("user", scripts.user());
    scripts.timeout().ifPresent(timeout -> keys.time("timeout", timeout));
    return keys;
  }
}
