// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of the time between two samples, each as a part of it.
 *
 * @param over that time
 * @param late we should have been awake, and were not; our own work may have been the reason
 * @param ran our thread had a processor; empty if nobody counts that
 * @param queued our thread waited for a processor; empty if nobody counts that
 * @param stolen the host took a processor from this machine; 0 if nobody counts that
 * @param pressure somebody waited for a processor; 0 if nobody counts that
 */
record CpuShares(
    Duration over,
    double late,
    OptionalDouble ran,
    OptionalDouble queued,
    double stolen,
    double pressure) {

  static CpuShares between(CpuSample before, CpuSample after) {
    Duration over = after.at().minus(before.at());
    Optional<CpuSample.ThreadTimes> was = before.thread();
    Optional<CpuSample.ThreadTimes> is = after.thread();
    boolean counted = was.isPresent() && is.isPresent();
    return new CpuShares(
        over,
        part(after.late().minus(before.late()), over),
        counted
            ? OptionalDouble.of(part(is.get().ran().minus(was.get().ran()), over))
            : OptionalDouble.empty(),
        counted
            ? OptionalDouble.of(part(is.get().queued().minus(was.get().queued()), over))
            : OptionalDouble.empty(),
        stolen(before, after),
        after.pressure().orElse(0));
  }

  private static double stolen(CpuSample before, CpuSample after) {
    if (before.machine().isEmpty() || after.machine().isEmpty()) {
      return 0;
    }
    long all = after.machine().get().all() - before.machine().get().all();
    long stolen = after.machine().get().stolen() - before.machine().get().stolen();
    return all > 0 ? Math.max(0, (double) stolen / all) : 0;
  }

  private static double part(Duration of, Duration whole) {
    return Math.max(0, (double) of.toNanos() / whole.toNanos());
  }
}
