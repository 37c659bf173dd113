// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.ServiceConfig.Scheduler;
import director.ipvs.table.VirtualService;
import java.util.ArrayList;
import java.util.List;

/** The flags of a scheduler as ipvsadm calls them: what a bit means depends on the scheduler. */
final class SchedulerFlags {
  private SchedulerFlags() {}

  /** {@code mh-fallback}, {@code sh-port}; {@code flag-1} where it has no name. */
  static List<String> words(Scheduler scheduler, int flags) {
    List<String> words = new ArrayList<>();
    if ((flags & VirtualService.SCHEDULER_1) != 0) {
      words.add(named(scheduler, "fallback", "flag-1"));
    }
    if ((flags & VirtualService.SCHEDULER_2) != 0) {
      words.add(named(scheduler, "port", "flag-2"));
    }
    if ((flags & VirtualService.SCHEDULER_3) != 0) {
      words.add("flag-3");
    }
    return words;
  }

  /** IP_VS_SVC_F_SCHED_SH_FALLBACK, IP_VS_SVC_F_SCHED_MH_PORT and their like (linux/ip_vs.h). */
  private static String named(Scheduler scheduler, String meaning, String otherwise) {
    return switch (scheduler) {
      case SH, MH -> scheduler.kernelName() + "-" + meaning;
      default -> otherwise;
    };
  }
}
