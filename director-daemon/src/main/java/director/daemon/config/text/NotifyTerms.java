// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.NotifyConfig;
import director.daemon.config.NotifyConfig.Fifo;
import director.daemon.config.NotifyScripts;
import java.util.Locale;
import java.util.Optional;

/** Who is told of what happens, where that was said. */
final class NotifyTerms {
  private NotifyTerms() {}

  /** Section {@code notify}. */
  static void whole(Keys keys, NotifyConfig notifying) {
    if (notifying.equals(NotifyConfig.DEFAULT)) {
      return;
    }
    Keys section =
        new Keys()
            .text("user", notifying.user())
            .time("timeout", notifying.timeout())
            .flag("priority-changes", notifying.priorityChanges());
    fifo(section, "fifo", notifying.fifo());
    fifo(section, "vrrp-fifo", notifying.vrrpFifo());
    fifo(section, "lvs-fifo", notifying.lvsFifo());
    keys.put("notify", section);
  }

  private static void fifo(Keys section, String key, Optional<Fifo> fifo) {
    fifo.ifPresent(
        one -> {
          Keys keys = new Keys().text("path", one.path().toString());
          keys.text("owner", one.owner()).text("group", one.group());
          keys.text("mode", "%04o".formatted(one.mode())).texts("reader", one.reader());
          section.put(key, keys.text("user", one.readerUser()));
        });
  }

  /** That of a virtual router or a sync group. */
  static void scripts(Keys keys, NotifyScripts scripts) {
    if (scripts.equals(NotifyScripts.NONE)) {
      return;
    }
    Keys section = new Keys();
    scripts
        .on()
        .forEach(
            (occasion, command) ->
                section.texts(occasion.name().toLowerCase(Locale.ROOT), command));
    section.texts("any", scripts.any()).text("user", scripts.user());
    scripts.timeout().ifPresent(timeout -> section.time("timeout", timeout));
    keys.put("notify", section);
  }
}
