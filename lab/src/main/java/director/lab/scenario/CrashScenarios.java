// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import static director.lab.site.Machine.DIRECTOR;
import static director.lab.site.Machine.ELECTOR;

import director.lab.site.Addresses;
import director.lab.site.Machine;
import director.lab.site.Signal;
import director.lab.wire.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What may befall a daemon under systemd, and what comes of it. */
final class CrashScenarios {
  /** In the journal of a unit that its watchdog has killed. */
  private static final String WATCHDOG = "Watchdog timeout";

  /** Long enough for several checks, advertisements and reconciliations. */
  private static final Duration A_WHILE = Duration.ofSeconds(3);

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
            crash::killDirector),
        new Scenario(
            "kill-elector",
            "kill -9 of the elector: it is back before the peer loses patience; no call fails",
            crash::killElector),
        new Scenario(
            "director-out-of-memory",
            "A director that the kernel kills for its memory comes back; no call fails",
            crash::outOfMemory),
        new Scenario(
            "director-stuck",
            "The watchdog replaces a director that is stuck; no call fails",
            crash::directorStuck),
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
            "On a full disk both daemons go on, come back after kill -9, and say so",
            () -> disk(this_ -> this_.fill(), crash)),
        new Scenario(
            "disk-read-only",
            "On a read-only disk both daemons go on, come back after kill -9, and say so",
            () -> disk(this_ -> this_.forbid(), crash)),
        new Scenario(
            "no-real-time",
            "Without real-time priority and locked memory it works, and says what is missing",
            crash::noRealTime),
        new Scenario(
            "clock-steps",
            "Steps of the clock by hours change no role and fail no call",
            crash::clockSteps));
  }
}
