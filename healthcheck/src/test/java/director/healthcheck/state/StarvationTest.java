// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.healthcheck.state.CpuSample.MachineTicks;
import director.healthcheck.state.CpuSample.ThreadTimes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StarvationTest {

  /** At 10 s nothing was ever late, queued or stolen, and the machine has counted 100 ticks. */
  private static final CpuSample BEFORE = sample(10_000, 0, 0, 0, 0, 100, 0);

  @ParameterizedTest(name = "late {0}, ran {1}, queued {2}, stolen {3} %, pressure {4}: {5}")
  @DisplayName("a second of our life, in milliseconds")
  @CsvSource(
      delimiter = '|',
      nullValues = "fine",
      value = {
        "  0 |  20 |   0 |  0 | 0.00 | fine",
        // Somebody else works, at a lower priority than we: no harm is done.
        "  0 |  20 |  90 |  0 | 1.00 | fine",
        // We are busy ourselves, and late for that: what is found is true, only late.
        "990 | 950 |  40 |  0 | 0.00 | fine",
        "990 | 950 |  40 |  0 | 0.95 | fine",
        "249 | 300 | 300 |  9 | 0.90 | fine",
        "250 | 300 | 200 |  0 | 0.00"
            + " | directord waited for a processor for 20 % of the last second (run queue)",
        "  0 | 500 | 500 |  0 | 0.00"
            + " | directord waited for a processor for 50 % of the last second (run queue)",
        "250 | 300 |   0 | 38 | 0.00"
            + " | the processor was taken from directord for 38 % of the last second (steal)",
        "  0 | 300 |   0 | 50 | 0.00"
            + " | the processor was taken from directord for 50 % of the last second (steal)",
        "  0 | 300 |   0 | 49 | 0.00 | fine",
        "400 | 300 | 100 |  0 | 0.50 | others want the processor,"
            + " and directord was late for 40 % of the last second (pressure)",
        "400 | 300 | 100 |  0 | 0.49 | fine",
        "600 |  10 |   0 |  0 | 0.00"
            + " | directord was kept from running for 60 % of the last second (stopped)",
      })
  void shares(long late, long ran, long queued, long stolen, double pressure, String reason) {
    CpuSample after = sample(11_000, late, ran, queued, stolen, 200, pressure);

    Starvation starvation = Starvation.none().after(BEFORE).after(after);

    assertEquals(Optional.ofNullable(reason), starvation.reason());
  }

  @Test
  @DisplayName("a kernel that counts nothing never calls us starved, with PSI alone it may")
  void uncounted() {
    Starvation nothing =
        Starvation.none()
            .after(uncounted(10_000, 0, OptionalDouble.empty()))
            .after(uncounted(11_000, 990, OptionalDouble.empty()));
    Starvation psi =
        Starvation.none()
            .after(uncounted(10_000, 0, OptionalDouble.of(0.8)))
            .after(uncounted(11_000, 990, OptionalDouble.of(0.8)));

    assertEquals(Optional.empty(), nothing.reason());
    assertEquals(
        Optional.of(
            "others want the processor, and directord was late for 99 % of the last second"
                + " (pressure)"),
        psi.reason());
  }

  @Test
  @DisplayName("it is over after three seconds in which all was well, and not before")
  void calm() {
    Starvation starved =
        Starvation.none().after(BEFORE).after(sample(10_500, 0, 100, 400, 0, 150, 0));

    Starvation almost = starved.after(sample(13_300, 0, 200, 400, 0, 430, 0));
    Starvation over = almost.after(sample(13_600, 0, 210, 400, 0, 460, 0));

    assertEquals(
        Optional.of("directord waited for a processor for 80 % of the last 500 ms (run queue)"),
        almost.reason());
    assertEquals(Optional.empty(), over.reason());
    assertEquals(Optional.of(ms(13_600)), over.over());
  }

  @Test
  @DisplayName("a failure is in doubt while we are starved, and if its probe began before the end")
  void doubt() {
    Starvation starved =
        Starvation.none().after(BEFORE).after(sample(10_500, 0, 100, 400, 0, 150, 0));
    Starvation over = starved.after(sample(13_600, 0, 210, 400, 0, 460, 0));

    assertEquals(Optional.empty(), Starvation.none().after(BEFORE).doubt(ms(9_000)));
    assertEquals(starved.reason(), starved.doubt(ms(10_600)));
    assertEquals(
        Optional.of("directord was short of the processor while it asked"), over.doubt(ms(13_599)));
    assertEquals(Optional.empty(), over.doubt(ms(13_600)));
  }

  @Test
  @DisplayName("two samples within 250 ms are one")
  void tooNear() {
    Starvation one = Starvation.none().after(BEFORE);

    assertEquals(one, one.after(sample(10_249, 249, 0, 249, 0, 124, 0)));
  }

  private static CpuSample sample(
      long at, long late, long ran, long queued, long stolen, long all, double pressure) {
    return new CpuSample(
        ms(at),
        ms(late),
        Optional.of(new ThreadTimes(ms(ran), ms(queued))),
        Optional.of(new MachineTicks(stolen, all)),
        OptionalDouble.of(pressure));
  }

  private static CpuSample uncounted(long at, long late, OptionalDouble pressure) {
    return new CpuSample(ms(at), ms(late), Optional.empty(), Optional.empty(), pressure);
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
