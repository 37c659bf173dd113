// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Address;
import director.daemon.control.StatusReport.Instance;
import java.time.Instant;
import java.util.List;

/** {@code vip list}: a row for each virtual address. */
public final class VipTable {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("ADDRESS"),
          Column.text("INSTANCE").cutTo(8),
          Column.text("STATE"),
          Column.text("HERE"),
          Column.text("OWNER").cutTo(13),
          Column.number("PRIORITY").optional(1),
          Column.number("SINCE").optional(2),
          Column.text("INTERFACE").optional(3),
          Column.number("VRID").optional(4),
          Column.number("VERSION").optional(7),
          Column.number("SENT").optional(5),
          Column.number("RECEIVED").optional(5),
          Column.number("REJECTED").optional(6));

  private VipTable() {}

  public static String draw(StatusReport report, Screen screen) {
    List<Row> rows =
        report.vrrp().instances().stream()
            .flatMap(
                instance ->
                    instance.addresses().stream()
                        .map(address -> row(instance, address, report.director().time())))
            .toList();
    if (rows.isEmpty()) {
      return "no virtual addresses are configured\n";
    }
    return String.join("\n", TextTable.of(COLUMNS, rows, screen).draw(rows)) + "\n";
  }

  private static Row row(Instance instance, Address address, Instant now) {
    return Row.of(
            Cell.of(address.address()),
            Cell.of(instance.name()),
            Cell.of(instance.state(), Tone.of(instance.state())),
            Cell.of(address.present() ? "yes" : "no"),
            InstanceSection.owner(instance),
            InstanceSection.priority(instance),
            Cell.of(Amount.age(instance.since(), now)),
            Cell.of(instance.networkInterface()),
            Cell.of(instance.virtualRouterId()),
            Cell.of(instance.version()),
            Cell.of(instance.advertisementsSent()),
            Cell.of(instance.advertisementsReceived()),
            Cell.of(instance.rejectedInAll()))
        .alarmIf(InstanceSection.isWrong(instance));
  }
}
