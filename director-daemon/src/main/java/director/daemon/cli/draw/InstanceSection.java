// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.Problems;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Virtual routers and their owners, as {@code status} shows them. */
final class InstanceSection {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("ADDRESS").cutTo(18),
          Column.text("INSTANCE").cutTo(8),
          Column.text("STATE"),
          Column.text("OWNER").cutTo(13),
          Column.number("PRIORITY").optional(1),
          Column.number("SINCE"));

  private InstanceSection() {}

  static List<String> draw(StatusReport report, Screen screen) {
    List<Instance> all = report.vrrp().instances();
    if (all.isEmpty()) {
      return List.of("no virtual addresses are configured");
    }
    List<Instance> shown = LongList.shown(all, InstanceSection::standsOut);
    Instant now = report.director().time();
    List<Row> rows = shown.stream().map(instance -> row(instance, now)).toList();
    List<String> lines = new ArrayList<>(TextTable.of(COLUMNS, rows, screen).draw(rows));
    LongList.rest(all, shown, Instance::state, InstanceState.values(), "directorctl vip list")
        .forEach(lines::add);
    return lines;
  }

  static boolean standsOut(Instance instance) {
    return switch (instance.state()) {
      case FAULT, INIT, UNKNOWN -> true;
      case MASTER, BACKUP -> isWrong(instance) || instance.withheld() != null;
    };
  }

  /** What deserves a mark: UNKNOWN does too, though the problem is that of the elector. */
  static boolean isWrong(Instance instance) {
    return instance.state() == InstanceState.UNKNOWN || !Problems.of(instance).isEmpty();
  }

  static Cell owner(Instance instance) {
    return instance.state() == InstanceState.MASTER
        ? Cell.of("this director", Tone.STRONG)
        : Cell.of(instance.master().address());
  }

  /** Effective, and configured where that is another. */
  static Cell priority(Instance instance) {
    return instance.priority() == instance.configuredPriority()
        ? Cell.of(instance.priority())
        : Cell.of(instance.priority() + "/" + instance.configuredPriority());
  }

  private static Row row(Instance instance, Instant now) {
    return Row.of(
            addresses(instance),
            Cell.of(instance.name()),
            Cell.of(instance.state(), Tone.of(instance.state())),
            owner(instance),
            priority(instance),
            Cell.of(Amount.age(instance.since(), now)))
        .alarmIf(isWrong(instance))
        .because(instance.reason())
        .noting(notes(instance));
  }

  /** Who holds it back, and what makes its priority another than the configured one. */
  private static List<String> notes(Instance instance) {
    List<String> notes = new ArrayList<>();
    Withheld.sentence(instance).ifPresent(notes::add);
    if (instance.priority() != instance.configuredPriority()
        && !instance.adjustment().reasons().isEmpty()) {
      notes.add(
          "priority: %d configured; %s"
              .formatted(
                  instance.configuredPriority(),
                  String.join("; ", instance.adjustment().reasons())));
    }
    return notes;
  }

  private static Cell addresses(Instance instance) {
    int more = instance.addresses().size() - 1;
    if (more < 0) {
      return Cell.of(null);
    }
    String first = instance.addresses().get(0).address();
    return Cell.of(more == 0 ? first : first + " +" + more);
  }
}
