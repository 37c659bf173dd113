// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.VrrpInstanceConfig;
import director.daemon.control.StatusReport.Address;
import director.daemon.control.StatusReport.Adjustment;
import director.daemon.control.StatusReport.Convergence;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.StatusReport.Master;
import director.daemon.control.StatusReport.Preemption;
import director.daemon.control.StatusReport.Protocol;
import director.daemon.control.StatusReport.Statistics;
import director.vrrp.InstanceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What operators are told of a virtual router. */
final class InstanceReport {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MILLIS_PER_SECOND = 1e3;

  private InstanceReport() {}

  /** As the elector told it; of one that is no longer connected the state is not known. */
  static Instance of(VrrpInstanceConfig wanted, InstanceStatus is, boolean connected) {
    return new Instance(
        is.name(),
        connected ? InstanceState.valueOf(is.state().name()) : InstanceState.UNKNOWN,
        is.virtualRouterId(),
        is.version(),
        is.interfaceName(),
        is.priority(),
        is.configuredPriority(),
        new Master(is.master(), is.masterPriority()),
        is.addresses().stream().map(a -> new Address(a.address(), a.present())).toList(),
        is.since(),
        is.reason(),
        is.statistics().sent(),
        is.statistics().received(),
        rejected(is.statistics()),
        unlessEmpty(is.withheld()),
        is.syncGroup(),
        warnings(is),
        protocol(is),
        new Adjustment(is.adjustment().weight(), is.adjustment().reasons()),
        convergence(is.convergence()),
        statistics(is.statistics()),
        preemption(wanted));
  }

  private static Preemption preemption(VrrpInstanceConfig wanted) {
    return new Preemption(wanted.preempt(), wanted.preemptDelay().toMillis() / MILLIS_PER_SECOND);
  }

  /** Configured, but nothing was heard of it. */
  static Instance unknown(VrrpInstanceConfig wanted, Instant since) {
    return new Instance(
        wanted.name(),
        InstanceState.UNKNOWN,
        wanted.virtualRouterId(),
        wanted.version(),
        wanted.interfaceName(),
        wanted.priority(),
        wanted.priority(),
        Master.NONE,
        wanted.virtualAddresses().stream().map(a -> new Address(a.toString(), false)).toList(),
        since,
        "the elector has not told yet",
        0,
        0,
        new TreeMap<>(),
        null,
        null,
        List.of(),
        Protocol.UNKNOWN,
        Adjustment.NONE,
        Convergence.OFF,
        Statistics.NONE,
        preemption(wanted));
  }

  private static SortedMap<String, Long> rejected(InstanceStatus.Statistics counted) {
    SortedMap<String, Long> rejected = new TreeMap<>();
    counted.rejected().forEach((why, count) -> rejected.put(why.name(), count));
    counted.segmentRejected().forEach((why, count) -> rejected.merge(why.name(), count, Long::sum));
    return rejected;
  }

  /** Nobody would look for these in counters. */
  private static List<String> warnings(InstanceStatus is) {
    List<String> warnings = new ArrayList<>(is.warnings());
    if (!is.failure().isEmpty()) {
      warnings.add("the kernel refused to " + is.failure());
    }
    if (is.addressesDiffer()) {
      warnings.add(
          "the latest advertisement lists other virtual addresses than ours: compare the"
              + " configurations of both directors");
    }
    return warnings;
  }

  private static Protocol protocol(InstanceStatus is) {
    return new Protocol(
        is.transport(),
        is.authentication(),
        is.hardwareAddress(),
        millis(is.interval()),
        millis(is.masterInterval()),
        millis(is.masterDownInterval()));
  }

  private static Convergence convergence(InstanceStatus.Convergence is) {
    return new Convergence(is.state().name(), is.proven(), is.open());
  }

  private static Statistics statistics(InstanceStatus.Statistics counted) {
    return new Statistics(
        counted.becameMaster(),
        counted.releasedMaster(),
        counted.priorityZeroSent(),
        counted.priorityZeroReceived(),
        counted.addressMismatches(),
        counted.wrongInterval(),
        counted.addressesRestored(),
        counted.announcements());
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / NANOS_PER_MILLI;
  }

  private static @Nullable String unlessEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
