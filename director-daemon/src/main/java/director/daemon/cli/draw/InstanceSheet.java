// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.Problems;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Adjustment;
import director.daemon.control.StatusReport.Convergence;
import director.daemon.control.StatusReport.Elector;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.StatusReport.Protocol;
import director.daemon.control.StatusReport.Tracked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code vip show}: all of one virtual router on one screen, what matters at night first. */
public final class InstanceSheet {
  private InstanceSheet() {}

  public static String draw(StatusReport report, Instance instance, Screen screen) {
    Sheet sheet = new Sheet(new ArrayList<>(), screen);
    Instant now = report.director().time();
    sheet.lines().add(headline(instance, now, screen));
    unheard(report.elector()).forEach(problem -> sheet.paragraph("  !! ", problem, Tone.BAD));
    sheet.paragraph("  ", instance.reason(), Tone.PLAIN);
    Problems.besidesState(instance).forEach(problem -> sheet.paragraph("  !! ", problem, Tone.BAD));
    Withheld.sentence(instance).ifPresent(why -> sheet.paragraph("  ", why, Tone.ODD));
    sheet.lines().add("");
    sheet.line("addresses:", addresses(instance, true), addresses(instance, false));
    standing(instance, sheet);
    sheet.line(
        "tracks:",
        report.vrrp().tracked().stream()
            .filter(tracked -> tracked.trackedBy().contains(instance.name()))
            .map(tracked -> tracked(tracked, now))
            .toArray(String[]::new));
    speaking(instance, sheet);
    InstanceCounters.draw(instance, sheet);
    return String.join("\n", sheet.lines()) + "\n";
  }

  private static String headline(Instance instance, Instant now, Screen screen) {
    String state = Tone.of(instance.state()).paint(instance.state().toString(), screen);
    String age = Amount.age(instance.since(), now);
    return Words.oneLine(instance.name()) + ": " + state + " for " + age + owner(instance);
  }

  private static String owner(Instance instance) {
    String address = instance.master().address();
    return switch (instance.state()) {
      case MASTER, UNKNOWN -> "";
      case BACKUP, FAULT, INIT ->
          address == null
              ? ", no MASTER was heard"
              : ", MASTER is %s (priority %d)"
                  .formatted(Words.oneLine(address), instance.master().priority());
    };
  }

  private static List<String> unheard(Elector elector) {
    return Problems.of(elector).stream()
        .map(problem -> problem + "; below is what it told last")
        .toList();
  }

  private static String addresses(Instance instance, boolean present) {
    List<String> all =
        instance.addresses().stream()
            .filter(address -> address.present() == present)
            .map(StatusReport.Address::address)
            .toList();
    return all.isEmpty() ? "" : (present ? "here: " : "not here: ") + String.join(", ", all);
  }

  /** Why it is as strong as it is, and with whom it stands. */
  private static void standing(Instance instance, Sheet sheet) {
    Adjustment adjustment = instance.adjustment();
    sheet.line(
        "priority:",
        instance.priority() == instance.configuredPriority()
            ? instance.priority() + ", as configured"
            : instance.priority() + ", configured is " + instance.configuredPriority());
    adjustment.reasons().forEach(reason -> sheet.line("", "  " + reason));
    sheet.line("sync group:", instance.syncGroup() == null ? "" : instance.syncGroup());
  }

  private static String tracked(Tracked tracked, Instant now) {
    return "%s for %s: %s"
        .formatted(tracked.state(), Amount.age(tracked.since(), now), tracked.reason());
  }

  private static void speaking(Instance instance, Sheet sheet) {
    Protocol protocol = instance.protocol();
    String where =
        "VRID %d on %s, VRRP version %d"
            .formatted(instance.virtualRouterId(), instance.networkInterface(), instance.version());
    if (protocol.equals(Protocol.UNKNOWN)) {
      sheet.line("election:", where);
      return;
    }
    sheet.line(
        "election:",
        where + ", " + protocol.transport(),
        "authentication " + protocol.authentication(),
        protocol.hardwareAddress() == null ? "" : "hardware address " + protocol.hardwareAddress());
    sheet.line("timers:", timers(instance.state(), protocol));
    sheet.line("neighbours:", neighbours(instance));
  }

  private static String timers(InstanceState state, Protocol protocol) {
    return state == InstanceState.MASTER
        ? "advertises every " + Amount.span(protocol.interval())
        : "the MASTER's interval is %s: it is taken for dead after %s of silence"
            .formatted(
                Amount.span(protocol.masterInterval()), Amount.span(protocol.masterDownInterval()));
  }

  /** Only who is MASTER asks them. */
  private static String neighbours(Instance instance) {
    Convergence convergence = instance.convergence();
    String proven = String.join(", ", convergence.proven());
    String open = String.join(", ", convergence.open());
    return switch (convergence.state()) {
      case "PROVEN" -> "proved to send here: " + proven;
      case "ASKING" -> "being asked whether they send here: " + open;
      case "UNPROVEN" -> "NO ANSWER here from " + open + "; announced and asked on and on";
      default ->
          instance.state() == InstanceState.MASTER ? "not asked, as there is no witness" : "";
    };
  }
}
