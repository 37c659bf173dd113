// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.journal.machine.Machine;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notes once a second how the machine and the director were. */
final class ConditionRecorder {
  private final Machine machine;
  private final Supplier<Duration> loopLate;
  private final Supplier<Duration> checkerLate;
  private final ConditionLog log;
  private final InstantSource clock;
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();
  private @Nullable ConditionStep before;

  /**
   * @param loopLate at worst since it was asked last
   * @param checkerLate since the checker started
   */
  ConditionRecorder(
      Machine machine,
      Supplier<Duration> loopLate,
      Supplier<Duration> checkerLate,
      ConditionLog log,
      InstantSource clock) {
    this.machine = machine;
    this.loopLate = loopLate;
    this.checkerLate = checkerLate;
    this.log = log;
    this.clock = clock;
  }

  /** The first time it only begins to count. */
  void everySecond() {
    ConditionStep now = new ConditionStep(machine.sample(), checkerLate.get(), collecting());
    Duration late = loopLate.get();
    ConditionStep then = before;
    before = now;
    if (then != null) {
      log.add(
          ConditionStep.between(then, now, late, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }
  }

  private Duration collecting() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      millis += Math.max(0, collector.getCollectionTime());
    }
    return Duration.ofMillis(millis);
  }
}
