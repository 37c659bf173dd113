// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import static director.lab.site.Machine.DIRECTOR;
import static director.lab.site.Machine.ELECTOR;

import director.lab.site.Addresses;
import director.lab.site.DirectorStatus;
import director.lab.site.Machine;
import director.lab.site.ServiceSite;
import director.lab.site.Signal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What may befall a daemon under systemd, and what comes of it. */
final class CrashScenarios {
  /** Long enough for several checks, advertisements and reconciliations. */
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  /** The JVM without its files needs more than that. */
  private static final String TOO_LITTLE = "16M";

  /** Of the disk that is filled, in megabytes. */
  private static final int SMALL = 40;

  /** The kernel's words for EROFS. */
  private static final String READ_ONLY = "Read-only file system";

  private final ServiceGroup service;

  private CrashScenarios(ServiceGroup service) {
    this.service = service;
  }

  static List<Scenario> of(ServiceGroup service) {
    CrashScenarios crash = new CrashScenarios(service);
    return List.of(
        new Scenario(
            "kill-director",
            "kill -9 of the director: systemd brings it back; no call fails, the table is untouched",
            () -> crash.directorDies(director -> director.destroyForcibly())),
        new Scenario(
            "director-out-of-memory",
            "A director that the kernel kills for its memory comes back; no call fails",
            crash::outOfMemory),
        new Scenario(
            "director-stuck",
            "The watchdog replaces a director that is stuck; no call fails",
            crash::directorStuck),
        new Scenario(
            "kill-elector",
            "kill -9 of the elector: it is back before the peer loses patience; no call fails",
            crash::killElector),
        new Scenario(
            "elector-out-of-memory",
            "An elector that the kernel kills for its memory keeps the VIP, and comes back; no call fails",
            crash::electorOutOfMemory),
        new Scenario(
            "elector-stuck",
            "The watchdog replaces an elector that is stuck; we are MASTER again, and alone",
            crash::electorStuck),
        new Scenario(
            "stop-by-force",
            "An elector that has to be killed at 'systemctl stop' leaves no VIP behind",
            crash::stopByForce),
        new Scenario(
            "disk-full",
            "On a full disk both daemons go on, come back after kill -9, and say so until it has room",
            crash::diskFull),
        new Scenario(
            "disk-read-only",
            "On a read-only disk both daemons start, come back after kill -9, and say so until it is writable",
            crash::diskReadOnly),
        new Scenario(
            "no-real-time",
            "Without real-time priority and locked memory it works, and says what is missing",
            crash::noRealTime),
        new Scenario(
            "clock-steps",
            "Steps of the clock by hours change no role and fail no call",
            crash::clockSteps));
  }

  private Machine machine() {
    return service.machine();
  }

  /** What ends a process or stops it from working. */
  @FunctionalInterface
  private interface Blow {
    void strike(ProcessHandle process) throws IOException, InterruptedException;
  }

  private String directorDies(Blow blow) throws IOException, InterruptedException {
    service.serving();
    return directorIsReplaced(blow);
  }

  private String directorIsReplaced(Blow blow) throws IOException, InterruptedException {
    ProcessHandle elector = service.process(ELECTOR);
    ProcessHandle director = service.process(DIRECTOR);
    String table = service.table();
    Instant begun = Instant.now();
    String calls =
        service.underCalls(
            () -> {
              blow.strike(director);
              service.awaitAnother(DIRECTOR, director);
              Claim.equal(table, service.table(), "the IPVS table");
              service.awaitServing();
            });
    Claim.equal(elector, service.process(ELECTOR), "the elector's process");
    service.claimPeerSilent(begun);
    return calls;
  }

  private String outOfMemory() throws IOException, InterruptedException {
    service.serving();
    String said = directorIsReplaced(director -> starve(DIRECTOR, director));
    claimStarved(DIRECTOR);
    return said;
  }

  private void starve(String unit, ProcessHandle daemon) throws IOException, InterruptedException {
    limit(unit, TOO_LITTLE);
    Claim.within(ServiceGroup.PATIENCE, "it is dead", () -> !daemon.isAlive());
    limit(unit, "infinity");
  }

  private void limit(String unit, String memory) throws IOException, InterruptedException {
    machine().systemctl("set-property", "--runtime", unit, "MemoryMax=" + memory).orThrow();
  }

  private void claimStarved(String unit) throws IOException, InterruptedException {
    Claim.that(machine().journal(unit).contains("oom-kill"), "the journal does not say oom-kill");
  }

  private String directorStuck() throws IOException, InterruptedException {
    service.serving();
    machine().dropIn(DIRECTOR, "WatchdogSec=3");
    machine().systemctl("restart", DIRECTOR).orThrow();
    service.awaitServing();
    String calls = directorIsReplaced(director -> Signal.STOP.to(List.of(director)));
    claimWatchdog(DIRECTOR);
    return calls;
  }

  private void claimWatchdog(String unit) throws IOException, InterruptedException {
    Claim.that(
        machine().journal().contains(unit + ": Watchdog timeout"),
        "the journal says nothing of a watchdog of " + unit);
  }

  private String killElector() throws IOException, InterruptedException {
    return electorIsReplaced(ProcessHandle::destroyForcibly);
  }

  private String electorOutOfMemory() throws IOException, InterruptedException {
    String said = electorIsReplaced(elector -> starve(ELECTOR, elector));
    claimStarved(ELECTOR);
    return said;
  }

  private String electorIsReplaced(Blow blow) throws IOException, InterruptedException {
    service.serving(ServiceSite.PATIENT);
    ProcessHandle elector = service.process(ELECTOR);
    ProcessHandle director = service.process(DIRECTOR);
    Instant begun = Instant.now();
    String calls =
        service.underCalls(
            () -> {
              // Right after a word of it, so that a slow machine has most of the peer's patience
              // for the start.
              service.election().awaitFirst(machine().host(), Instant.now(), ServiceGroup.PATIENCE);
              blow.strike(elector);
              service.awaitAnother(ELECTOR, elector);
              service.awaitServing();
            });
    Claim.equal(director, service.process(DIRECTOR), "the director's process");
    service.claimPeerSilent(begun);
    return calls;
  }

  private String electorStuck() throws IOException, InterruptedException {
    service.serving();
    // Not less than the peer's patience: what is shown is how two masters come to be one again.
    machine().dropIn(ELECTOR, "WatchdogSec=6");
    machine().systemctl("restart", ELECTOR).orThrow();
    service.awaitServing();
    ProcessHandle elector = service.process(ELECTOR);
    Instant begun = Instant.now();
    Signal.STOP.to(List.of(elector));
    service.awaitAnother(ELECTOR, elector);
    service.awaitServing();
    claimWatchdog(ELECTOR);
    return "MASTER again and alone %.1f s after it got stuck"
        .formatted(Duration.between(begun, Instant.now()).toMillis() / 1000.0);
  }

  private String stopByForce() throws IOException, InterruptedException {
    service.serving();
    // As after TimeoutStopSec=, which would bound what cleans up after it as well, on however busy
    // a machine.
    machine().dropIn(ELECTOR, "KillSignal=SIGKILL");
    machine().systemctl("stop", ELECTOR);
    Claim.equal("signal", machine().property(ELECTOR, "Result"), "how the stop ended");
    Claim.that(!Addresses.holdsVip(machine().host()), "the dead elector has left the VIP");
    service.election().awaitMaster(service.peer(), ServiceGroup.PATIENCE);
    return "";
  }

  private String diskFull() throws IOException, InterruptedException {
    onSmallDisk();
    start();
    onDisk("dd if=/dev/zero of=%s/filler bs=64k");
    String calls = directorIsReplaced(director -> director.destroyForcibly());
    replaceElector();
    machine().systemctl("reload", DIRECTOR).orThrow();
    claimSaidUntil("rm %s/filler", "No space left");
    return calls;
  }

  private String diskReadOnly() throws IOException, InterruptedException {
    onSmallDisk();
    // Not under their feet: what is open for writing keeps a file system from it. After an error it
    // is the file system
    // that is read-only, not the mount, of which each unit has its own.
    onDisk("mount -o remount,ro %1$s && mount -o remount,bind,rw %1$s");
    start();
    String calls = directorIsReplaced(director -> director.destroyForcibly());
    replaceElector();
    Claim.within(
        ServiceGroup.PATIENCE,
        "systemctl status says why",
        () -> machine().property(DIRECTOR, "StatusText").contains(READ_ONLY));
    claimSaidUntil("mount -o remount,rw %s", READ_ONLY);
    return calls;
  }

  /** How long that may take, and what the peer does meanwhile, is another scenario's. */
  private void replaceElector() throws IOException, InterruptedException {
    ProcessHandle elector = service.process(ELECTOR);
    elector.destroyForcibly();
    service.awaitAnother(ELECTOR, elector);
    service.awaitServing();
  }

  private void onSmallDisk() throws IOException, InterruptedException {
    service.serving();
    machine().systemctl("stop", ELECTOR, DIRECTOR).orThrow();
    machine().smallDisk(SMALL);
  }

  private void start() throws IOException, InterruptedException {
    machine().systemctl("start", ELECTOR, DIRECTOR).orThrow();
    service.awaitServing();
  }

  /**
   * @param mend what ends it, as a command with a place for where the disk is
   * @param reason the kernel's word for what is wrong
   */
  private void claimSaidUntil(String mend, String reason) throws IOException, InterruptedException {
    Claim.within(ServiceGroup.PATIENCE, "the status says: " + reason, () -> statusSays(reason));
    onDisk(mend);
    Claim.within(ServiceGroup.PATIENCE, "the status says so no longer", () -> !statusSays(reason));
  }

  private void onDisk(String command) throws IOException, InterruptedException {
    machine().host().run("bash", "-c", command.formatted(Machine.STATE));
  }

  private boolean statusSays(String words) throws IOException {
    return machine().status().orElseThrow().json().toString().contains(words);
  }

  private String noRealTime() throws IOException, InterruptedException {
    service.serving();
    machine()
        .dropIn(
            ELECTOR,
            "LimitMEMLOCK=0",
            "LimitRTPRIO=0",
            "CPUSchedulingPolicy=other",
            "RestrictRealtime=yes",
            "AmbientCapabilities=",
            "AmbientCapabilities=CAP_NET_ADMIN CAP_NET_RAW",
            "CapabilityBoundingSet=",
            "CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW");
    machine().systemctl("restart", ELECTOR).orThrow();
    service.awaitServing();
    // After its start, with all that it has loaded by then.
    for (String missing : List.of("without real-time priority", "without locked memory")) {
      Claim.within(
          ServiceGroup.PATIENCE,
          "the journal says " + missing,
          () -> machine().journal(ELECTOR).contains(missing));
    }
    return "";
  }

  private String clockSteps() throws IOException, InterruptedException {
    service.serving();
    ProcessHandle elector = service.process(ELECTOR);
    ProcessHandle director = service.process(DIRECTOR);
    String table = service.table();
    try {
      return service.underCalls(
          () -> {
            for (String step : List.of("+5 hours", "-9 hours", "+4 hours")) {
              machine().host().run("date", "-s", step).orThrow();
              Claim.during(A_WHILE, "we are MASTER after " + step, this::isMaster);
              Claim.that(!Addresses.holdsVip(service.peer()), "the peer took over after " + step);
              Claim.equal(table, service.table(), "the IPVS table after " + step);
            }
            service.awaitServing();
          });
    } finally {
      Claim.equal(elector, service.process(ELECTOR), "the elector's process");
      Claim.equal(director, service.process(DIRECTOR), "the director's process");
    }
  }

  private boolean isMaster() throws IOException, InterruptedException {
    String state = machine().status().map(DirectorStatus::state).orElse("silent");
    boolean holds = Addresses.holdsVip(machine().host());
    if (!state.equals("MASTER") || !holds) {
      System.out.println("        it is " + state + (holds ? " with" : " without") + " the VIP");
      return false;
    }
    return true;
  }
}
