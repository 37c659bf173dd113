// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import static director.lab.site.Machine.DIRECTOR;
import static director.lab.site.Machine.ELECTOR;

import director.lab.site.Addresses;
import director.lab.site.DirectorConfig;
import director.lab.site.Inventory;
import director.lab.site.Machine;
import director.lab.site.SlowDownloads;
import director.lab.wire.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The life of the package on a machine: from {@code apt install} to {@code apt purge}. */
final class LifeScenarios {
  private static final int DOWNLOADS = 20;
  private static final Duration DOWNLOAD = Duration.ofSeconds(40);

  /** As the kernel writes sets of capabilities; the numbers are those of linux/capability.h. */
  private static final String NOTHING = "0000000000000000";

  private static final String NET_ADMIN_AND_RAW = "0000000000003000";
  private static final String NET_ADMIN_AND_RAW_AND_NICE = "0000000000803000";

  /** The ReloadSignal= of the units, as signal(7) numbers them. */
  private static final int HANGUP = 1;

  private static final int CONTINUE = 18;

  private static final double MOST_EXPOSED = 3.0;
  private static final Pattern EXPOSURE = Pattern.compile("exposure level for .*: ([0-9.]+)");

  private static final Path SCRIPT = Path.of("/usr/local/bin/lab-rights");
  private static final String SCRIPTED =
      """

      services.scripted {
        virtual = "192.0.2.10:7002"
        check { type = script, command = ["%s"], user = directord, interval = 1s }
        real-servers.router1.address = "192.0.2.21"
      }
      """
          .formatted(SCRIPT);

  private static final Path CHECK = Path.of("/usr/lib/directord/libexec/check");

  /** As long as the unit has its rights and no more. */
  private static final String SCRIPTED_AS_NOBODY =
      """

      services.scripted {
        virtual = "192.0.2.10:7002"
        check { type = script, command = ["/bin/true"], user = nobody }
        real-servers.router1.address = "192.0.2.21"
      }
      """;

  private static final Path ROOTS_OWN = Path.of("/etc/directord/roots-own.conf");

  private final ServiceGroup service;

  private LifeScenarios(ServiceGroup service) {
    this.service = service;
  }

  static List<Scenario> of(ServiceGroup service) {
    LifeScenarios life = new LifeScenarios(service);
    return List.of(
        new Scenario(
            "service-install",
            "After 'apt install' both daemons run, enabled and with nothing to do, by a Java of their own",
            life::install),
        new Scenario(
            "service-again",
            "After 'apt remove' and 'apt install' it serves as before, by the configuration that was kept",
            life::again),
        new Scenario(
            "service-purge",
            "'apt remove' hands the VIP over and 'apt purge' leaves nothing of ours",
            life::purge),
        new Scenario(
            "service-rights",
            "Neither daemon is root; 'systemd-analyze security' says 3.0 at most; scripts have no capability",
            life::rights),
        new Scenario(
            "service-reload",
            "A broken configuration fails 'systemctl reload' with the reason, and changes nothing",
            life::reload),
        new Scenario(
            "service-restart",
            "'systemctl restart directord' leaves elector and IPVS table as they are; no call fails",
            life::restartDirector),
        new Scenario(
            "elector-restart",
            "'systemctl restart directord-vrrp' of the MASTER keeps VIP and role; the peer stays silent",
            life::restartElector),
        new Scenario(
            "elector-stop",
            "'systemctl stop directord-vrrp' resigns; started again it is MASTER as before",
            life::stopElector),
        new Scenario(
            "service-upgrade",
            "An upgrade renews the director under the same elector; no call fails, no download breaks",
            life::upgrade),
        new Scenario(
            "upgrade-refused",
            "An upgrade says why the director would not start, rights included, and the old daemons go on",
            life::upgradeRefused),
        new Scenario(
            "upgrade-stopped",
            "A stopped director stays stopped over an upgrade, and an edited file stays as it is",
            life::upgradeStopped),
        new Scenario(
            "start-refused",
            "A start with a broken configuration fails with the reason in 'systemctl status'",
            life::startRefused),
        new Scenario(
            "capability-missing",
            "Without a capability a start fails, and one line says which",
            life::capabilityMissing));
  }

  private Machine machine() {
    return service.machine();
  }

  private String install() throws IOException, InterruptedException {
    if (machine().isInstalled()) {
      service.purge();
    }
    service.install(service.packages().current());
    for (String unit : List.of(ELECTOR, DIRECTOR)) {
      Claim.equal(
          Map.of("ActiveState", "active", "UnitFileState", "enabled", "NRestarts", "0"),
          machine().properties(unit, "ActiveState", "UnitFileState", "NRestarts"),
          unit);
      Claim.equal(
          "/usr/lib/directord/runtime/bin/java",
          Files.readSymbolicLink(process(unit, "exe")).toString(),
          "the program of " + unit);
    }
    claimHandles(ELECTOR, HANGUP);
    claimHandles(DIRECTOR, CONTINUE);
    Finished status = machine().host().run("directorctl", "status");
    Claim.that(
        status.exit() == 0 && status.out().contains("no virtual addresses are configured"),
        "directorctl status: " + status);
    Claim.equal(
        "", machine().systemctl("--failed", "--plain", "--no-legend", "-q").out(), "failed units");
    return "";
  }

  private String again() throws IOException, InterruptedException {
    service.serving();
    machine().apt("remove", "directord").orThrow();
    service.election().awaitMaster(service.peer(), ServiceGroup.PATIENCE);
    service.install(service.packages().current());
    service.awaitServing();
    Claim.equal(
        service.site().config().text(), Files.readString(Machine.CONFIG), "the configuration");
    for (String unit : List.of(ELECTOR, DIRECTOR)) {
      Claim.equal(
          Map.of("ActiveState", "active", "UnitFileState", "enabled", "NRestarts", "0"),
          machine().properties(unit, "ActiveState", "UnitFileState", "NRestarts"),
          unit);
    }
    return "";
  }

  /** systemd 262 starts no service of type notify-reload that does not handle its ReloadSignal. */
  private void claimHandles(String unit, int signal) throws IOException, InterruptedException {
    String handled = status(process(unit, "status")).getOrDefault("SigCgt", "");
    Claim.that(
        (Long.parseUnsignedLong(handled, 16) >> (signal - 1) & 1) == 1,
        unit + " does not handle signal " + signal + ", of those it does: " + handled);
  }

  private Path process(String unit, String file) throws IOException, InterruptedException {
    return Path.of("/proc", Long.toString(service.process(unit).pid()), file);
  }

  private String purge() throws IOException, InterruptedException {
    if (machine().isInstalled()) {
      service.purge();
    }
    Inventory before = Inventory.of(machine().host());
    service.serving();

    Instant removed = Instant.now();
    machine().apt("remove", "directord").orThrow();
    Claim.equal("", service.table(), "the IPVS table after 'apt remove'");
    Claim.that(!Addresses.holdsVip(machine().host()), "we still have the VIP");
    service.election().awaitMaster(service.peer(), ServiceGroup.PATIENCE);
    Claim.that(Files.exists(Machine.CONFIG), "'apt remove' took the configuration away");
    Duration successor =
        Duration.between(removed, service.election().of(service.peer(), removed).get(0).at());

    machine().apt("purge", "directord").orThrow();
    Claim.equal(
        List.of(), Inventory.of(machine().host()).since(before), "what is different after a purge");
    return "the peer was MASTER %.1f s after 'apt remove' began"
        .formatted(successor.toMillis() / 1000.0);
  }

  private String rights() throws IOException, InterruptedException {
    service.serving();
    Files.writeString(
        SCRIPT,
        """
        #!/bin/sh
        cd /run/directord && grep -E 'Uid|Cap' /proc/self/status >rights.new && mv rights.new rights
        """);
    Files.setPosixFilePermissions(SCRIPT, PosixFilePermissions.fromString("rwxr-xr-x"));
    machine().configure(service.site().config().text() + SCRIPTED);
    machine().systemctl("reload", DIRECTOR).orThrow();
    Path rights = Path.of("/run/directord/rights");
    Claim.within(ServiceGroup.PATIENCE, "a script has run", () -> Files.exists(rights));
    Map<String, String> script = status(rights);
    String user = machine().host().run("id", "-u", "directord").orThrow().strip();
    Claim.equal(NOTHING, script.getOrDefault("CapPrm", ""), "a script's permitted capabilities");
    Claim.equal(NOTHING, script.getOrDefault("CapInh", ""), "a script's inheritable capabilities");
    Claim.equal(NOTHING, script.getOrDefault("CapAmb", ""), "a script's ambient capabilities");

    StringBuilder exposures = new StringBuilder();
    for (Map.Entry<String, String> unit :
        Map.of(DIRECTOR, NET_ADMIN_AND_RAW, ELECTOR, NET_ADMIN_AND_RAW_AND_NICE).entrySet()) {
      Map<String, String> daemon = status(process(unit.getKey(), "status"));
      Claim.equal(
          unit.getValue(), daemon.getOrDefault("CapEff", ""), "capabilities of " + unit.getKey());
      Claim.equal(
          unit.getValue(),
          daemon.getOrDefault("CapBnd", ""),
          "capability bounds of " + unit.getKey());
      Claim.equal(
          "1", daemon.getOrDefault("NoNewPrivs", ""), "no new privileges of " + unit.getKey());
      Claim.equal(
          user, daemon.getOrDefault("Uid", "").split("\\s", -1)[0], "the user of " + unit.getKey());
      double exposure = exposure(unit.getKey());
      Claim.that(exposure <= MOST_EXPOSED, unit.getKey() + " is exposed by " + exposure);
      exposures.append(unit.getKey()).append(' ').append(exposure).append(' ');
    }
    return exposures.toString().strip();
  }

  private static Map<String, String> status(Path file) throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      int colon = line.indexOf(':');
      values.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return values;
  }

  private double exposure(String unit) throws IOException, InterruptedException {
    String said = machine().host().run("systemd-analyze", "security", "--no-pager", unit).orThrow();
    Matcher level = EXPOSURE.matcher(said);
    Claim.that(level.find(), "no exposure level in:\n" + said);
    return Double.parseDouble(level.group(1));
  }

  private String reload() throws IOException, InterruptedException {
    service.serving();
    ProcessHandle director = service.process(DIRECTOR);
    String table = service.table();

    machine().configure(DirectorConfig.FIVE_MISTAKES.text());
    Finished refused = machine().systemctl("reload", DIRECTOR);
    Claim.that(refused.exit() != 0, "systemctl reload took a broken configuration");
    claimReason(machine().told(DIRECTOR));
    Claim.equal("active", machine().property(DIRECTOR, "ActiveState"), "its state");
    Claim.equal(director, service.process(DIRECTOR), "its process");
    Claim.equal(table, service.table(), "the IPVS table");

    machine().configure(service.site().config().text());
    machine().systemctl("reload", DIRECTOR).orThrow();
    return "";
  }

  /** Where the file is wrong, by line, and how. */
  private static void claimReason(String said) {
    Claim.that(
        said.contains("/etc/directord/director.conf") && said.contains("300"),
        "it does not say what is wrong:\n" + said);
  }

  private String restartDirector() throws IOException, InterruptedException {
    service.serving();
    ProcessHandle elector = service.process(ELECTOR);
    ProcessHandle director = service.process(DIRECTOR);
    String table = service.table();
    Instant begun = Instant.now();
    String calls =
        service.underCalls(
            () -> {
              machine().systemctl("restart", DIRECTOR).orThrow();
              service.awaitAnother(DIRECTOR, director);
              Claim.equal(table, service.table(), "the IPVS table");
              service.awaitServing();
            });
    Claim.equal(elector, service.process(ELECTOR), "the elector's process");
    Claim.equal(0L, machine().status().orElseThrow().ipvsWrites(), "writes to the IPVS table");
    service.claimPeerSilent(begun);
    return calls;
  }

  private String restartElector() throws IOException, InterruptedException {
    service.serving();
    ProcessHandle elector = service.process(ELECTOR);
    ProcessHandle director = service.process(DIRECTOR);
    Instant begun = Instant.now();
    String calls =
        service.underCalls(
            () -> {
              machine().systemctl("restart", ELECTOR).orThrow();
              service.awaitAnother(ELECTOR, elector);
              service.awaitServing();
            });
    Claim.equal(director, service.process(DIRECTOR), "the director's process");
    service.claimPeerSilent(begun);
    return calls;
  }

  private String stopElector() throws IOException, InterruptedException {
    service.serving();
    Instant begun = Instant.now();
    machine().systemctl("stop", ELECTOR).orThrow();
    Claim.that(!Addresses.holdsVip(machine().host()), "we still have the VIP");
    Claim.equal(
        0,
        service.election().lastBefore(machine().host(), Instant.now()).priority(),
        "the priority of our last advertisement");
    service.election().awaitMaster(service.peer(), ServiceGroup.PATIENCE);
    Duration successor =
        Duration.between(begun, service.election().of(service.peer(), begun).get(0).at());
    machine().systemctl("start", ELECTOR).orThrow();
    service.awaitServing();
    return "the peer was MASTER after " + successor.toMillis() + " ms";
  }

  private String upgrade() throws IOException, InterruptedException {
    service.serving();
    service.install(service.packages().older());
    machine().systemctl("restart", ELECTOR).orThrow();
    service.awaitServing();
    ProcessHandle elector = service.process(ELECTOR);
    ProcessHandle director = service.process(DIRECTOR);
    String table = service.table();
    Instant begun = Instant.now();
    try (SlowDownloads downloads = service.site().downloads(DOWNLOADS)) {
      Claim.within(ServiceGroup.PATIENCE, "downloads run", () -> downloads.running() == DOWNLOADS);
      String calls =
          service.underCalls(
              () -> {
                service.install(service.packages().current());
                service.awaitAnother(DIRECTOR, director);
                Claim.equal(table, service.table(), "the IPVS table");
                service.awaitServing();
              });
      Claim.equal(elector, service.process(ELECTOR), "the elector's process");
      Claim.equal(
          service.site().config().text(), Files.readString(Machine.CONFIG), "the configuration");
      service.claimPeerSilent(begun);
      Claim.within(DOWNLOAD, "the downloads end", downloads::ended);
      Claim.equal(List.of(), downloads.problems(), "broken downloads");
      Claim.equal((long) DOWNLOADS, downloads.finished(), "whole downloads");
      return calls + ", " + DOWNLOADS + " downloads whole";
    }
  }

  private String upgradeRefused() throws IOException, InterruptedException {
    service.serving();
    service.install(service.packages().older());
    service.awaitServing();
    ProcessHandle elector = service.process(ELECTOR);
    ProcessHandle director = service.process(DIRECTOR);
    machine().configure(DirectorConfig.FIVE_MISTAKES.text());
    claimReason(service.install(service.packages().current()));

    // Root may become anybody, and read everything.
    String config = service.site().config().text();
    machine().configure(config + SCRIPTED_AS_NOBODY);
    claimSaid(service.install(service.packages().older()), "may not become without CAP_SETUID");
    Files.deleteIfExists(ROOTS_OWN);
    Files.createFile(
        ROOTS_OWN,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    machine().configure(config + "\ninclude \"" + ROOTS_OWN + "\"\n");
    claimSaid(service.install(service.packages().current()), "cannot be read: permission denied");

    Claim.equal(elector, service.process(ELECTOR), "the elector's process");
    Claim.equal(director, service.process(DIRECTOR), "the director's process");
    Claim.equal("MASTER", machine().status().orElseThrow().state(), "its state");
    Files.delete(ROOTS_OWN);
    claimRightsOfUnit(config + SCRIPTED_AS_NOBODY);
    return "";
  }

  private static void claimSaid(String said, String reason) {
    Claim.that(
        said.contains("this version would not start with " + Machine.CONFIG)
            && said.contains(reason),
        "it does not say '" + reason + "':\n" + said);
  }

  /** What is asked is what the unit may do as the administrator has it, drop-ins included. */
  private void claimRightsOfUnit(String config) throws IOException, InterruptedException {
    machine().configure(config);
    machine()
        .dropIn(
            DIRECTOR,
            "AmbientCapabilities=CAP_SETUID CAP_SETGID CAP_KILL",
            "CapabilityBoundingSet=CAP_SETUID CAP_SETGID CAP_KILL");
    machine().host().run(CHECK.toString()).orThrow();
    machine().withdraw();
    Claim.that(
        machine().host().run(CHECK.toString()).exit() != 0, "it asks with more than the unit has");
  }

  private String upgradeStopped() throws IOException, InterruptedException {
    service.serving();
    service.install(service.packages().older());
    machine().systemctl("stop", DIRECTOR).orThrow();
    service.install(service.packages().current());
    Claim.equal("inactive", machine().property(DIRECTOR, "ActiveState"), "the director");
    Claim.equal("active", machine().property(ELECTOR, "ActiveState"), "the elector");
    Claim.equal(
        service.site().config().text(), Files.readString(Machine.CONFIG), "the configuration");
    return "";
  }

  private String startRefused() throws IOException, InterruptedException {
    service.serving();
    ProcessHandle elector = service.process(ELECTOR);
    String table = service.table();
    String calls =
        service.underCalls(
            () -> {
              machine().configure(DirectorConfig.FIVE_MISTAKES.text());
              Finished restart = machine().systemctl("restart", DIRECTOR);
              Claim.that(restart.exit() != 0, "it started");
              Claim.equal(
                  Map.of("ActiveState", "failed", "ExecMainStatus", "78"),
                  machine().properties(DIRECTOR, "ActiveState", "ExecMainStatus"),
                  DIRECTOR);
              claimReason(machine().told(DIRECTOR));
            });
    Claim.equal(elector, service.process(ELECTOR), "the elector's process");
    Claim.equal(table, service.table(), "the IPVS table");
    return calls;
  }

  private static boolean isLogOfCapability(String line) {
    return line.contains("CAP_NET_") && !line.contains("Status: ");
  }

  private String capabilityMissing() throws IOException, InterruptedException {
    service.serving();
    for (String unit : List.of(DIRECTOR, ELECTOR)) {
      machine().systemctl("stop", unit).orThrow();
      machine().dropIn(unit, "AmbientCapabilities=", "CapabilityBoundingSet=");
      Finished start = machine().systemctl("start", unit);
      Claim.within(
          ServiceGroup.PATIENCE,
          unit + " has failed",
          () -> machine().property(unit, "ActiveState").equals("failed"));
      Claim.equal("77", machine().property(unit, "ExecMainStatus"), "exit status of " + unit);
      String said = machine().told(unit);
      long lines = said.lines().filter(LifeScenarios::isLogOfCapability).count();
      Claim.equal(1L, lines, "lines that name the capability, in:\n" + said + start);
      machine().withdraw();
    }
    return "";
  }
}
