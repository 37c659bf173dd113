// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.Statistics;
import java.util.stream.Collectors;

/** Every counter of a virtual router, by what it is about. */
final class InstanceCounters {
  private InstanceCounters() {}

  static void draw(Instance instance, Sheet sheet) {
    Statistics counted = instance.statistics();
    sheet.lines().add("");
    sheet.lines().add("since the elector started:");
    sheet.line(
        "MASTER:",
        "taken up %s, given up %s"
            .formatted(
                Amount.of(counted.becameMaster(), "time"),
                Amount.of(counted.releasedMaster(), "time")));
    sheet.line(
        "sent:",
        "%s, %s (priority 0)"
            .formatted(
                Amount.of(instance.advertisementsSent(), "advertisement"),
                Amount.of(counted.priorityZeroSent(), "resignation")));
    sheet.line(
        "received:",
        "%s, %s"
            .formatted(
                Amount.of(instance.advertisementsReceived(), "advertisement"),
                Amount.of(counted.priorityZeroReceived(), "resignation")),
        "%d with other addresses than ours, %d with another interval"
            .formatted(counted.addressMismatches(), counted.wrongInterval()));
    sheet.line("rejected:", rejected(instance));
    sheet.line(
        "announced:",
        counted.announcements() + " times (gratuitous ARP, neighbour advertisements)");
    sheet.line("put back:", counted.addressesRestored() + " addresses that somebody else removed");
  }

  private static String rejected(Instance instance) {
    return instance.rejected().isEmpty()
        ? "none"
        : instance.rejected().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
