// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.Problems;
import director.daemon.control.StatsReport;
import director.daemon.control.StatusReport.Persistence;
import director.daemon.control.StatusReport.Quorum;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Sorry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code service show}: all of one virtual service on one screen, what matters at night first. */
public final class ServiceSheet {
  private static final int MOST_VIRTUALS = 4;

  private ServiceSheet() {}

  /**
   * Draws it.
   *
   * @param counted empty when the kernel's counters of it are not known
   * @param now the time of the report, which ages are counted to
   */
  public static String draw(
      Service service, Optional<StatsReport.Service> counted, Instant now, Screen screen) {
    Sheet sheet = new Sheet(new ArrayList<>(), screen);
    sheet.lines().add(headline(service, screen));
    Problems.of(service).forEach(problem -> sheet.paragraph("  !! ", problem, Tone.BAD));
    sheet.lines().add("");
    configured(service, sheet);
    sheet.line("traffic:", counted.map(ServiceSheet::traffic).orElse(""));
    sheet.lines().add("");
    sheet.lines().addAll(servers(service, counted, now, screen));
    if (service.servers().stream().anyMatch(server -> server.instruction() != null)) {
      sheet.lines().add("");
      String end = "directorctl server enable " + Words.oneLine(service.name()) + " SERVER";
      sheet.paragraph("orders end with: ", end, Tone.ODD);
    }
    return String.join("\n", sheet.lines()) + "\n";
  }

  private static String headline(Service service, Screen screen) {
    int healthy = service.count(ServerState.UP);
    int all = service.total();
    Tone tone = healthy == 0 ? Tone.BAD : healthy < all ? Tone.ODD : Tone.GOOD;
    return Words.oneLine(service.name())
        + ": "
        + tone.paint(healthy + " of " + all + " healthy", screen);
  }

  private static void configured(Service service, Sheet sheet) {
    sheet.line("virtual:", virtual(service), virtuals(service));
    sheet.line("scheduler:", scheduler(service));
    sheet.line("forwarding:", service.forwarding());
    sheet.line("persistent:", persistence(service.persistence()));
    sheet.line("quorum:", quorum(service.quorum()));
    sheet.line("sorry:", sorry(service.sorry()));
    sheet.line("floor:", floor(service.floor()));
    sheet.line(
        "slow start:",
        service.slowStartSeconds() == 0 ? "" : "over " + time(service.slowStartSeconds()));
    sheet.line(
        "drain:",
        "a drained server leaves after " + time(service.drainTimeoutSeconds()) + " at the latest");
  }

  /** A firewall mark may stand for any protocol. */
  private static String virtual(Service service) {
    boolean marked = service.virtual().startsWith("fwmark ");
    return marked ? service.virtual() : service.virtual() + " " + service.protocol();
  }

  /** Only where it is more than one: else it says what stands above. */
  private static String virtuals(Service service) {
    List<String> all = service.virtuals();
    if (all.size() <= 1) {
      return "";
    }
    String more = all.size() > MOST_VIRTUALS ? ", ..." : "";
    return "%d in the kernel, taken together here: %s"
        .formatted(
            all.size(),
            String.join(", ", all.subList(0, Math.min(MOST_VIRTUALS, all.size()))) + more);
  }

  private static String scheduler(Service service) {
    String flags =
        service.schedulerFlags().isEmpty()
            ? ""
            : " with " + String.join(", ", service.schedulerFlags());
    return service.scheduler() + flags + (service.onePacket() ? ", each packet by itself" : "");
  }

  private static String persistence(@Nullable Persistence persistence) {
    if (persistence == null) {
      return "";
    }
    String by = persistence.engine() == null ? "" : ", by " + persistence.engine();
    return "%s a client, netmask %s%s"
        .formatted(time((double) persistence.timeoutSeconds()), persistence.netmask(), by);
  }

  private static String quorum(Quorum quorum) {
    long lostBelow = Math.max(1, quorum.required() - quorum.hysteresis());
    return quorum.met()
        ? "met: healthy weight %d, lost below %d".formatted(quorum.weight(), lostBelow)
        : "NOT MET: healthy weight %d, needed is %d"
            .formatted(quorum.weight(), quorum.required() + quorum.hysteresis());
  }

  private static String sorry(@Nullable Sorry sorry) {
    if (sorry == null) {
      return "";
    }
    return sorry.address()
        + (sorry.active() ? " ANSWERS NOW" : ", waits for the quorum to be lost");
  }

  private static String floor(double floor) {
    return floor == 0
        ? "off: health may take out every server"
        : "health leaves at least %s of the weight in"
            .formatted(String.format(Locale.ROOT, "%.0f %%", floor * 100));
  }

  private static String time(double seconds) {
    return Amount.span(seconds * 1000);
  }

  private static String traffic(StatsReport.Service counted) {
    if (counted.counters() == null || counted.rates() == null) {
      return "the kernel does not have this service";
    }
    return "%s connections/s, %s packets/s, %s bytes/s in; %s connections so far"
        .formatted(
            Amount.shortly(counted.rates().connections()),
            Amount.shortly(counted.rates().inPackets()),
            Amount.shortly(counted.rates().inBytes()),
            Amount.shortly(counted.counters().connections()));
  }

  private static List<String> servers(
      Service service, Optional<StatsReport.Service> counted, Instant now, Screen screen) {
    List<Server> shown = ServerRows.shown(service);
    List<String> lines = new ArrayList<>(ServiceSheetTable.draw(shown, counted, now, screen));
    String command = "directorctl server list " + Words.oneLine(service.name());
    LongList.rest(service.servers(), shown, Server::state, ServerState.values(), command)
        .forEach(lines::add);
    return lines.isEmpty() ? List.of("no servers are configured") : lines;
  }
}
