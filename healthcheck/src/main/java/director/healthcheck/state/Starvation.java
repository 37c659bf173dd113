// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether directord gets the processor that it needs to judge others by.
 *
 * <p>It is starved if it is harmed, and not by itself: its wake-ups come late, and the time went to
 * a queue for the processor, to other machines on the same host, or into a stop of the process. A
 * loop that is late because it works is overloaded, not starved: what it finds is true, only late.
 * Pressure on its own is nobody's harm.
 *
 * @param latest sample so far; empty before the first
 * @param reason why it is starved, as a clause; empty if it is not
 * @param seen when it was seen starved last; empty if it never was
 * @param over when it was over last; empty if it never was, or is not
 */
public record Starvation(
    Optional<CpuSample> latest,
    Optional<String> reason,
    Optional<Duration> seen,
    Optional<Duration> over) {

  /** So long all must be well for it to be over. */
  public static final Duration CALM = Duration.ofSeconds(3);

  /** In less time it is no harm, and the kernel's ticks of 10 ms are too long to count it in. */
  public static final Duration LEAST_APART = Duration.ofMillis(250);

  /** Late for this part of the time, and healthy targets may begin to look dead. */
  private static final double HARM = 0.25;

  /** More than this in one place is harm, whatever the wake-ups say. */
  private static final double MOST = 0.5;

  private static final double QUEUED = 0.2;
  private static final double QUEUED_UNDER_PRESSURE = 0.1;
  private static final double PRESSURE = 0.5;
  private static final double STOLEN = 0.1;

  /** Nothing is known yet. */
  public static Starvation none() {
    return new Starvation(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Why a failure does not take its target down, as a clause; empty if it may.
   *
   * @param started when the probe was that failed
   */
  public Optional<String> doubt(Duration started) {
    if (reason.isPresent()) {
      return reason;
    }
    return over.filter(end -> started.compareTo(end) < 0)
        .map(end -> "directord was short of the processor while it asked");
  }

  /** What follows from one more sample. */
  public Starvation after(CpuSample sample) {
    Optional<CpuSample> now = Optional.of(sample);
    if (latest.isEmpty()) {
      return new Starvation(now, reason, seen, over);
    }
    if (sample.at().minus(latest.get().at()).compareTo(LEAST_APART) < 0) {
      return this;
    }
    Optional<String> why = told(CpuShares.between(latest.get(), sample));
    if (why.isPresent()) {
      return new Starvation(now, why, Optional.of(sample.at()), Optional.empty());
    }
    boolean ends = reason.isPresent() && calmAt(sample.at());
    return ends
        ? new Starvation(now, Optional.empty(), seen, Optional.of(sample.at()))
        : new Starvation(now, reason, seen, over);
  }

  private boolean calmAt(Duration now) {
    return seen.filter(then -> now.minus(then).compareTo(CALM) < 0).isEmpty();
  }

  private static Optional<String> told(CpuShares shares) {
    boolean harmed = shares.late() >= HARM;
    double queued = shares.queued().orElse(0);
    if (shares.stolen() >= MOST || (harmed && shares.stolen() >= STOLEN)) {
      return Optional.of(
          "the processor was taken from directord for " + part(shares.stolen(), shares, "steal"));
    }
    if (queued >= MOST || (harmed && queued >= QUEUED)) {
      return Optional.of(
          "directord waited for a processor for " + part(queued, shares, "run queue"));
    }
    if (harmed && shares.pressure() >= PRESSURE && queuedSome(shares)) {
      return Optional.of(
          "others want the processor, and directord was late for "
              + part(shares.late(), shares, "pressure"));
    }
    if (shares.ran().isPresent() && shares.late() - shares.ran().getAsDouble() >= HARM) {
      return Optional.of(
          "directord was kept from running for " + part(shares.late(), shares, "stopped"));
    }
    return Optional.empty();
  }

  /** Where nobody counts the queue, the pressure has to do for it. */
  private static boolean queuedSome(CpuShares shares) {
    return shares.queued().orElse(1) >= QUEUED_UNDER_PRESSURE;
  }

  private static String part(double share, CpuShares shares, String where) {
    long percent = Math.round(Math.min(1, share) * 100);
    Duration over = shares.over();
    boolean aSecond = Math.abs(over.toMillis() - 1000) < 250;
    String last = aSecond ? "second" : ReadableDuration.of(over);
    return percent + " % of the last " + last + " (" + where + ")";
  }
}
