// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.control.PeerReport;
import director.daemon.control.PeerReport.Difference;
import director.daemon.control.PeerReport.Health;
import director.daemon.control.PeerReport.Role;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.peer.packet.Account;
import director.daemon.peer.packet.Refusal;
import director.daemon.peer.state.ClockEstimate;
import director.daemon.peer.state.Moment;
import director.daemon.peer.state.Noticed;
import director.daemon.peer.state.Portrait;
import director.daemon.peer.state.Standing;
import director.netlink.text.AddressText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What operators are told of other directors, beside what we are ourselves. */
final class PeerReporter {
  private static final double NANOS_PER_MILLI = 1e6;

  private PeerReporter() {}

  static PeerReport of(
      String transport, Standing ours, List<Portrait> others, Map<Refusal, Long> refused) {
    SortedMap<String, Long> counted = new TreeMap<>();
    refused.forEach((why, count) -> counted.put(why.name(), count));
    return new PeerReport(
        transport,
        hex(ours.configHash()),
        others.stream().map(it -> director(ours, it)).toList(),
        counted);
  }

  private static String hex(long hash) {
    return String.format("%016x", hash);
  }

  private static PeerReport.Director director(Standing ours, Portrait it) {
    Optional<Standing> theirs = it.standing();
    Optional<Account> told =
        theirs.map(Standing::account).filter(one -> !one.equals(Account.EMPTY));
    return new PeerReport.Director(
        theirs.map(Standing::name).orElse(null),
        AddressText.of(it.address()),
        PeerReport.Hearing.valueOf(it.hearing().name()),
        it.since().wall(),
        it.heard().map(Moment::wall).orElse(null),
        theirs.map(Standing::version).orElse(null),
        theirs.map(Standing::started).orElse(null),
        theirs.map(standing -> hex(standing.configHash())).orElse(null),
        it.clock().map(ClockEstimate.Sample::roundTrip).map(PeerReporter::millis).orElse(null),
        it.clock().map(ClockEstimate.Sample::offset).map(PeerReporter::millis).orElse(null),
        told.map(account -> instances(ours.account(), account)).orElse(List.of()),
        told.map(account -> services(ours.account(), account)).orElse(List.of()),
        it.differences().stream().map(PeerReporter::difference).toList());
  }

  private static double millis(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }

  private static Difference difference(Noticed noticed) {
    return new Difference(
        noticed.difference().about(),
        noticed.difference().sentence(),
        noticed.since().wall(),
        noticed.settled(),
        noticed.difference().problem());
  }

  private static List<PeerReport.Instance> instances(Account ours, Account theirs) {
    Map<String, Role> here = byName(ours.instances(), Account.Instance::name, PeerReporter::role);
    Map<String, Role> there =
        byName(theirs.instances(), Account.Instance::name, PeerReporter::role);
    List<PeerReport.Instance> all = new ArrayList<>();
    names(here, there)
        .forEach(name -> all.add(new PeerReport.Instance(name, here.get(name), there.get(name))));
    return all;
  }

  private static List<PeerReport.Service> services(Account ours, Account theirs) {
    Map<String, Health> here = byName(ours.services(), Account.Service::name, PeerReporter::health);
    Map<String, Health> there =
        byName(theirs.services(), Account.Service::name, PeerReporter::health);
    List<PeerReport.Service> all = new ArrayList<>();
    names(here, there)
        .forEach(name -> all.add(new PeerReport.Service(name, here.get(name), there.get(name))));
    return all;
  }

  private static <T, R> Map<String, R> byName(
      List<T> all, Function<T, String> name, Function<T, R> value) {
    return all.stream().collect(Collectors.toMap(name, value, (one, other) -> other));
  }

  private static SortedSet<String> names(Map<String, ?> here, Map<String, ?> there) {
    SortedSet<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    return names;
  }

  private static Role role(Account.Instance it) {
    return new Role(state(it.state()), it.priority(), unlessEmpty(it.withheld()));
  }

  /** A later directord may have states that this one does not know. */
  private static InstanceState state(String name) {
    return Stream.of(InstanceState.values())
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElse(InstanceState.UNKNOWN);
  }

  private static Health health(Account.Service it) {
    return new Health(it.healthy(), it.total());
  }

  private static @Nullable String unlessEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
