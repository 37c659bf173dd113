// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.ServiceConfig.Scheduler;
import director.ipvs.table.VirtualService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the hash schedulers can be told, by itself or as ipvsadm and keepalived write it. */
enum SchedulerFlag {
  /** The client's port is hashed with its address. */
  PORT(VirtualService.SCHEDULER_2, null),
  /** A server that gets nothing is replaced by another, not by a refusal. */
  FALLBACK(VirtualService.SCHEDULER_1, null),
  SH_PORT(VirtualService.SCHEDULER_2, Scheduler.SH),
  SH_FALLBACK(VirtualService.SCHEDULER_1, Scheduler.SH),
  MH_PORT(VirtualService.SCHEDULER_2, Scheduler.MH),
  MH_FALLBACK(VirtualService.SCHEDULER_1, Scheduler.MH);

  private static final Kind<SchedulerFlag> KIND =
      Kind.word(SchedulerFlag.class, "one of port, fallback");

  private final int bit;
  private final @Nullable Scheduler scheduler;

  SchedulerFlag(int bit, @Nullable Scheduler scheduler) {
    this.bit = bit;
    this.scheduler = scheduler;
  }

  /** Reads {@code scheduler-flags} into the bits of {@link VirtualService#flags}. */
  static int read(Section section, Scheduler scheduler) {
    if (!section.has("scheduler-flags")) {
      return 0;
    }
    boolean known = section.isSound();
    List<SchedulerFlag> flags =
        section.requiredList("scheduler-flags", KIND, "[port, fallback]", PORT);
    if (known && scheduler != Scheduler.SH && scheduler != Scheduler.MH) {
      section.refuse("scheduler-flags", "has a meaning with scheduler = sh or mh only");
      return 0;
    }
    int bits = 0;
    for (SchedulerFlag flag : flags) {
      if (known && flag.scheduler != null && flag.scheduler != scheduler) {
        section.refuse(
            "scheduler-flags",
            "has %s, which is for scheduler = %s"
                .formatted(Kind.wordFor(flag), Kind.wordFor(flag.scheduler)));
      }
      bits |= flag.bit;
    }
    return bits;
  }
}
