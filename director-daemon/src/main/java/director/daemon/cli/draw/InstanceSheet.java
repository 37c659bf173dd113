// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.Problems;
import director.daemon.control.StatusReport.Address;
import director.daemon.control.StatusReport.Adjustment;
import director.daemon.control.StatusReport.Convergence;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.Protocol;
import director.daemon.control.StatusReport.Statistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code vip show}: all of one virtual router on one screen, what matters at night first. */
public final class InstanceSheet {
  private static final int LABEL_WIDTH = 12;

  private InstanceSheet() {}

  public static String draw(Instance instance, Instant now, Screen screen) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(instance, now, screen));
    lines.addAll(Words.paragraph("  ", instance.reason(), screen.width()));
    for (String problem : Problems.of(instance)) {
      Words.paragraph("  ! ", problem, screen.width())
          .forEach(line -> lines.add(Tone.BAD.paint(line, screen)));
    }
    lines.add("");
    Sheet sheet = new Sheet(lines, screen);
    sheet.line("addresses:", addresses(instance));
    sheet.line("priority:", priority(instance));
    instance.adjustment().reasons().forEach(reason -> sheet.line("", reason));
    if (instance.syncGroup() != null) {
      sheet.line("sync group:", instance.syncGroup());
    }
    sheet.line("election:", election(instance));
    sheet.line("timers:", timers(instance.protocol()));
    sheet.line("neighbours:", neighbours(instance.convergence()));
    sheet.line("counters:", counters(instance));
    sheet.line("rejected:", rejected(instance));
    return String.join("\n", lines) + "\n";
  }

  private record Sheet(List<String> lines, Screen screen) {
    void line(String label, String sentence) {
      lines.addAll(Words.paragraph(Words.left(label, LABEL_WIDTH), sentence, screen.width()));
    }
  }

  private static String headline(Instance instance, Instant now, Screen screen) {
    String state = Tone.of(instance.state()).paint(instance.state().toString(), screen);
    String age = Amount.age(instance.since(), now);
    return Words.oneLine(instance.name()) + ": " + state + " for " + age + owner(instance);
  }

  private static String owner(Instance instance) {
    String address = instance.master().address();
    return switch (instance.state()) {
      case MASTER -> "";
      case BACKUP, FAULT, INIT, UNKNOWN ->
          address == null
              ? ", nobody was heard"
              : ", MASTER is %s (priority %d)"
                  .formatted(Words.oneLine(address), instance.master().priority());
    };
  }

  private static String addresses(Instance instance) {
    return instance.addresses().stream()
        .map(InstanceSheet::address)
        .collect(Collectors.joining(", "));
  }

  private static String address(Address address) {
    return address.address() + (address.present() ? " (here)" : " (not here)");
  }

  private static String priority(Instance instance) {
    Adjustment adjustment = instance.adjustment();
    String own = Integer.toString(instance.priority());
    if (instance.withheld() != null) {
      return own + ", does not take over: " + instance.withheld();
    }
    return instance.priority() == instance.configuredPriority() && adjustment.weight() == 0
        ? own
        : "%s: configured %d, tracking %+d"
            .formatted(own, instance.configuredPriority(), adjustment.weight());
  }

  private static String election(Instance instance) {
    Protocol protocol = instance.protocol();
    return "VRID %d on %s, version %d, %s, authentication: %s%s"
        .formatted(
            instance.virtualRouterId(),
            instance.networkInterface(),
            instance.version(),
            protocol.transport(),
            protocol.authentication(),
            protocol.hardwareAddress() == null ? "" : ", answers as " + protocol.hardwareAddress());
  }

  private static String timers(Protocol protocol) {
    return "speaks every %s; the master every %s, and is taken for dead after %s of silence"
        .formatted(
            span(protocol.interval()),
            span(protocol.masterInterval()),
            span(protocol.masterDownInterval()));
  }

  /** {@code 10 ms}, {@code 3.609 s}. */
  private static String span(double millis) {
    String text =
        millis < 1000
            ? String.format(Locale.ROOT, "%.3f", millis)
            : String.format(Locale.ROOT, "%.3f", millis / 1000);
    return text.replaceAll("\\.?0+$", "") + (millis < 1000 ? " ms" : " s");
  }

  private static String neighbours(Convergence convergence) {
    return switch (convergence.state()) {
      case "PROVEN" -> "send here, as they proved: " + String.join(", ", convergence.proven());
      case "ASKING" -> "being asked: " + String.join(", ", convergence.open());
      case "UNPROVEN" ->
          "NO ANSWER from "
              + String.join(", ", convergence.open())
              + "; announced and asked again until there is one";
      default -> "not asked (convergence is off, or this director is not MASTER)";
    };
  }

  private static String counters(Instance instance) {
    Statistics counted = instance.statistics();
    return ("became MASTER %d, released %d; advertisements sent %d, received %d; priority 0 sent %d,"
            + " received %d; other addresses than ours %d, another interval %d; addresses put back %d;"
            + " announced %d")
        .formatted(
            counted.becameMaster(),
            counted.releasedMaster(),
            instance.advertisementsSent(),
            instance.advertisementsReceived(),
            counted.priorityZeroSent(),
            counted.priorityZeroReceived(),
            counted.addressMismatches(),
            counted.wrongInterval(),
            counted.addressesRestored(),
            counted.announcements());
  }

  private static String rejected(Instance instance) {
    return instance.rejected().isEmpty()
        ? "none"
        : instance.rejected().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
