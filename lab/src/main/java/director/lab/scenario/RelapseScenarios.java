// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import static director.lab.site.Machine.DIRECTOR;
import static director.lab.site.Machine.ELECTOR;

import director.lab.site.Addresses;
import director.lab.site.IpvsTable;
import director.lab.site.Machine;
import director.lab.wire.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An elector that does not come back as it was asked to, and what becomes of its addresses. */
final class RelapseScenarios {
  /**
   * What a leave for a restart asks the backups for at most, and a second for theirs to be late.
   */
  private static final Duration PROMISE = Duration.ofSeconds(10 + 1);

  /** Longer than a backup waits that could become MASTER. */
  private static final Duration AN_ELECTION = Duration.ofSeconds(5);

  /** Both are looked at by the units of a machine that was "started anew". */
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private static final Path NEXT_BOOT_ID = Path.of("/run/lab-boot-id");

  private static final Path HOLD = Path.of("/run/lab-hold");

  private final ServiceGroup service;

  private RelapseScenarios(ServiceGroup service) {
    this.service = service;
  }

  static List<Scenario> of(ServiceGroup service) {
    RelapseScenarios relapse = new RelapseScenarios(service);
    return List.of(
        new Scenario(
            "restart-refused",
            "A restart of the MASTER without CAP_NET_ADMIN fails in a line; the VIP stays until the peer has it, and then goes",
            relapse::restartRefused),
        new Scenario(
            "restart-cancelled",
            "After 'systemctl cancel' in the middle of a restart the VIP stays until the peer has it, and then goes",
            relapse::restartCancelled),
        new Scenario(
            "crash-loop",
            "An elector that never gets ready leaves the VIP to the peer, and serves again when it can",
            relapse::crashLoop),
        new Scenario(
            "power-failure",
            "After a power failure an elector waits for a director, instead of holding the VIP over an empty table",
            relapse::powerFailure));
  }

  private Machine machine() {
    return service.machine();
  }

  private boolean hasVip() throws IOException, InterruptedException {
    return Addresses.holdsVip(machine().host());
  }

  private String restartRefused() throws IOException, InterruptedException {
    service.serving();
    machine()
        .dropIn(
            ELECTOR,
            "AmbientCapabilities=",
            "AmbientCapabilities=CAP_NET_RAW CAP_SYS_NICE",
            "CapabilityBoundingSet=",
            "CapabilityBoundingSet=CAP_NET_RAW CAP_SYS_NICE");
    Instant begun = Instant.now();
    Finished restart = machine().systemctl("restart", ELECTOR);
    Claim.that(restart.exit() != 0, "it started");
    Claim.equal("77", machine().property(ELECTOR, "ExecMainStatus"), "its exit status");
    String said = machine().told(ELECTOR);
    Claim.equal(
        1L, said.lines().filter(RelapseScenarios::isRefusal).count(), "reasons in:\n" + said);
    return claimLeftToPeer(begun);
  }

  /** In the log, and not what is repeated above it as the unit's status. */
  private static boolean isRefusal(String line) {
    return line.contains("missing privilege: CAP_NET_ADMIN;") && !line.contains("Status: ");
  }

  private String restartCancelled() throws IOException, InterruptedException {
    service.serving();
    // In its middle: the elector has left, and systemd has not noted yet that the stop is over.
    machine()
        .dropIn(
            ELECTOR, "ExecStop=/bin/sh -c 'while [ -e %s ]; do sleep 0.1; done'".formatted(HOLD));
    Files.createFile(HOLD);
    ProcessHandle elector = service.process(ELECTOR);
    Instant begun = Instant.now();
    try {
      machine().systemctl("--no-block", "restart", ELECTOR).orThrow();
      Claim.within(ServiceGroup.PATIENCE, "the elector has left", () -> !elector.isAlive());
      machine().systemctl("cancel").orThrow();
    } finally {
      Files.delete(HOLD);
    }
    Claim.within(
        ServiceGroup.PATIENCE,
        "the unit is inactive",
        () -> machine().property(ELECTOR, "ActiveState").equals("inactive"));
    return claimLeftToPeer(begun);
  }

  /** The VIP is gone here, and was not before the peer had it. */
  private String claimLeftToPeer(Instant begun) throws IOException, InterruptedException {
    Claim.that(!hasVip(), "the VIP is still here");
    Claim.that(
        !service.election().of(service.peer(), begun).isEmpty(),
        "the VIP was taken away before the peer had it");
    service.election().awaitMaster(service.peer(), ServiceGroup.PATIENCE);
    Instant taken = service.election().of(service.peer(), begun).get(0).at();
    Instant last = service.election().lastBefore(machine().host(), Instant.now()).at();
    Claim.that(last.isBefore(taken), "we advertised after the peer: two masters");
    Duration silence = Duration.between(last, taken);
    Claim.atMost(PROMISE, silence, "the takeover");
    return "the peer was MASTER after %.1f s".formatted(silence.toMillis() / 1000.0);
  }

  private String crashLoop() throws IOException, InterruptedException {
    service.serving();
    ProcessHandle director = service.process(DIRECTOR);
    String table = service.table();
    machine()
        .dropIn(
            ELECTOR,
            "ExecStart=",
            "ExecStart=/usr/lib/directord/bin/directord vrrp --socket /dev/null/elector.sock");
    Instant begun = Instant.now();
    service.process(ELECTOR).destroyForcibly();
    Claim.within(ServiceGroup.PATIENCE, "the VIP is gone", () -> !hasVip());
    Claim.that(
        !service.election().of(service.peer(), begun).isEmpty(),
        "the VIP was taken away before the peer had it");
    service.election().awaitMaster(service.peer(), ServiceGroup.PATIENCE);
    int restarts = restarts();
    Claim.within(ServiceGroup.PATIENCE, "it is tried again", () -> restarts() > restarts);
    Claim.equal(director, service.process(DIRECTOR), "the director's process");
    Claim.equal(table, service.table(), "the IPVS table");
    machine().withdraw();
    service.awaitServing();
    return restarts + " starts until the peer was alone";
  }

  private int restarts() throws IOException, InterruptedException {
    return Integer.parseInt(machine().property(ELECTOR, "NRestarts"));
  }

  /**
   * Played: what a start of the machine loses is lost, and it has another boot id for the units.
   */
  private String powerFailure() throws IOException, InterruptedException {
    service.serving();
    for (String unit : List.of(ELECTOR, DIRECTOR)) {
      machine().dropIn(unit, "Restart=no", "ExecStopPost=");
      service.process(unit).destroyForcibly();
    }
    for (String unit : List.of(ELECTOR, DIRECTOR)) {
      Claim.within(
          ServiceGroup.PATIENCE,
          unit + " is dead",
          () -> machine().property(unit, "ActiveState").equals("failed"));
    }
    for (String lost :
        List.of("ip addr del 192.0.2.10/24 dev eth0", "ipvsadm -C", "rm -rf /run/directord")) {
      machine().host().run(lost.split(" ")).orThrow();
    }
    machine().withdraw();
    Files.writeString(NEXT_BOOT_ID, UUID.randomUUID() + "\n");
    for (String unit : List.of(ELECTOR, DIRECTOR)) {
      machine().dropIn(unit, "BindReadOnlyPaths=" + NEXT_BOOT_ID + ":" + BOOT_ID);
    }
    service.election().awaitMaster(service.peer(), ServiceGroup.PATIENCE);

    machine().systemctl("start", ELECTOR).orThrow();
    Claim.during(AN_ELECTION, "the peer has the VIP alone", () -> !hasVip());
    Claim.that(
        machine().journal(ELECTOR).contains("waits for a director: the machine was started anew"),
        "the elector does not say what it waits for");
    machine().systemctl("start", DIRECTOR).orThrow();
    service.awaitServing();
    Claim.that(
        !IpvsTable.rules(machine().host()).isEmpty(), "the IPVS table is empty, but we are MASTER");
    return "";
  }
}
