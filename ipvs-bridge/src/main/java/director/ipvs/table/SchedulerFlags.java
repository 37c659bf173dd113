// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.ArrayList;
import java.util.List;

/**
 * The names by which ipvsadm calls the flags that belong to schedulers: those of sh since Linux
 * 3.11, of mh since 4.18; the others have no flags yet. For the third flag of sh and mh it has no
 * name.
 */
public final class SchedulerFlags {
  private static final int ALL =
      VirtualService.SCHEDULER_1 | VirtualService.SCHEDULER_2 | VirtualService.SCHEDULER_3;

  private SchedulerFlags() {}

  static boolean any(VirtualService service) {
    return (service.flags() & ALL) != 0;
  }

  /** "mh-fallback", "mh-port"; none for a flag that has no name. */
  public static List<String> names(String scheduler, int flags) {
    List<String> names = new ArrayList<>();
    List<String> known =
        switch (scheduler) {
          case "sh" -> List.of("sh-fallback", "sh-port");
          case "mh" -> List.of("mh-fallback", "mh-port");
          default -> List.of("flag-1", "flag-2", "flag-3");
        };
    for (int flag = 0; flag < known.size(); flag++) {
      if ((flags & VirtualService.SCHEDULER_1 << flag) != 0) {
        names.add(known.get(flag));
      }
    }
    return names;
  }
}
