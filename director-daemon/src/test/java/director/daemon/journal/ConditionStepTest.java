// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.journal.machine.Sample;
import director.daemon.journal.machine.Sample.Packets;
import director.daemon.journal.machine.Sample.Ticks;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConditionStepTest {
  private static final Sample NOTHING = new Sample(null, null, null, null, null, null, null);

  @Test
  @DisplayName("counters become what was between them, to a tenth; what is a level stays")
  void between() {
    ConditionStep before = step(sample(new Ticks(1000, 50, 5000), new Packets(700, 800)), 40, 1000);
    ConditionStep after =
        step(sample(new Ticks(1050, 53, 5200), new Packets(1700, 810)), 350, 1007);

    assertEquals(
        new Condition(
            Entries.START, 25.0, 1.5, 8.33, 0.5, 0.0, 4096L, 2048L, 12.3, 310, 7, 1000L, 10L),
        ConditionStep.between(before, after, Duration.ofNanos(12_345_678), Entries.START));
  }

  @Test
  @DisplayName("what the kernel does not count is not known, neither is what it begins to count")
  void unknown() {
    Condition nothing =
        new Condition(Entries.START, null, null, null, null, null, null, null, 0, 0, 0, null, null);

    assertEquals(
        nothing,
        ConditionStep.between(
            step(NOTHING, 0, 0), step(NOTHING, 0, 0), Duration.ZERO, Entries.START));
    Condition begun =
        ConditionStep.between(
            step(NOTHING, 0, 0),
            step(sample(new Ticks(1, 1, 5), new Packets(1, 1)), 0, 0),
            Duration.ZERO,
            Entries.START);
    assertEquals(null, begun.cpuPercent());
    assertEquals(null, begun.inPackets());
  }

  @Test
  @DisplayName("counters that go back, with an interface or a checker that ended, count as none")
  void back() {
    ConditionStep before = step(sample(new Ticks(100, 50, 500), new Packets(700, 800)), 40, 9);
    ConditionStep after = step(sample(new Ticks(99, 50, 501), new Packets(0, 801)), 0, 0);

    Condition condition = ConditionStep.between(before, after, Duration.ZERO, Entries.START);

    assertEquals(0.0, condition.cpuPercent());
    assertEquals(0L, condition.inPackets());
    assertEquals(1L, condition.outPackets());
    assertEquals(0, condition.checkerLateMillis());
    assertEquals(0, condition.gcMillis());
  }

  private static Sample sample(Ticks ticks, Packets packets) {
    return new Sample(ticks, 8.33, 0.5, 0.0, 4096L, 2048L, packets);
  }

  private static ConditionStep step(Sample sample, long checkerLate, long collecting) {
    return new ConditionStep(sample, Duration.ofMillis(checkerLate), Duration.ofMillis(collecting));
  }
}
