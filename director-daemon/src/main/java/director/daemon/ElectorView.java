// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.change.Standing;
import director.daemon.orders.state.StandingOrder;
import director.vrrp.InstanceStatus;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the director knows of the elector.
 *
 * @param pid of the elector that is, or was, connected
 * @param since when it was connected or lost
 * @param reason why it is lost; empty while it is connected
 * @param heard when it last told anything, by {@link #steadyNow}
 * @param instances how they stood then
 * @param orders standby and handovers that were in force then
 * @param orderProblem why they would not outlive a restart
 * @param version of its program; null before it has told
 */
record ElectorView(
    boolean connected,
    @Nullable Long pid,
    Instant since,
    String reason,
    Instant heard,
    List<InstanceStatus> instances,
    List<StandingOrder> orders,
    Optional<String> orderProblem,
    @Nullable String version) {
  /** It tells its standing every second. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  ElectorView {
    instances = List.copyOf(instances);
    orders = List.copyOf(orders);
  }

  /** Of one that has not told its version. */
  ElectorView(
      boolean connected,
      @Nullable Long pid,
      Instant since,
      String reason,
      Instant heard,
      List<InstanceStatus> instances,
      List<StandingOrder> orders,
      Optional<String> orderProblem) {
    this(connected, pid, since, reason, heard, instances, orders, orderProblem, null);
  }

  static ElectorView none() {
    Instant now = Instant.now();
    return new ElectorView(
        false, null, now, "not started yet", steadyNow(), List.of(), List.of(), Optional.empty());
  }

  ElectorView connectedTo(long electorPid, String itsVersion) {
    Instant now = Instant.now();
    return new ElectorView(
        true, electorPid, now, "", steadyNow(), instances, orders, orderProblem, itsVersion);
  }

  ElectorView lost(String why) {
    Instant lostSince = connected ? Instant.now() : since;
    return new ElectorView(
        false, pid, lostSince, why, heard, instances, orders, orderProblem, version);
  }

  ElectorView standing(
      List<InstanceStatus> now, List<StandingOrder> inForce, Optional<String> problem) {
    return new ElectorView(
        connected, pid, since, reason, steadyNow(), now, inForce, problem, version);
  }

  /** Now, by a clock that has nothing to do with the day, and that nobody sets. */
  static Instant steadyNow() {
    return Instant.EPOCH.plusNanos(System.nanoTime());
  }

  /**
   * The same, but an elector that has fallen silent does not count as connected.
   *
   * @param now by {@link #steadyNow}
   */
  ElectorView asOf(Instant now) {
    Duration silence = Duration.between(heard, now);
    return connected && silence.compareTo(SILENCE) > 0
        ? lost("it has told nothing for " + silence.toSeconds() + " s; is it stopped or stuck?")
        : this;
  }

  /** Where a virtual router stands; empty while nobody can tell. */
  Optional<VrrpState> state(String name) {
    return instances.stream()
        .filter(instance -> connected && instance.name().equals(name))
        .map(InstanceStatus::state)
        .findFirst();
  }

  /** Where all of them stand, by name; none while nobody can tell. */
  Map<String, Standing> standings() {
    return connected
        ? instances.stream().collect(Collectors.toMap(InstanceStatus::name, ElectorView::standing))
        : Map.of();
  }

  private static Standing standing(InstanceStatus instance) {
    Integer master = instance.masterPriority();
    return new Standing(
        instance.state(),
        instance.priority() - instance.configuredPriority(),
        master == null ? OptionalInt.empty() : OptionalInt.of(master));
  }

  /** Whether it runs all of these virtual routers. */
  boolean tells(Set<String> names) {
    Set<String> told = instances.stream().map(InstanceStatus::name).collect(Collectors.toSet());
    return told.containsAll(names);
  }
}
