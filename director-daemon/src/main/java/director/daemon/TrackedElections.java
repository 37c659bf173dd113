// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.control.StatusReport.Tracked;
import director.daemon.elector.ElectorLink;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.loop.Loop;
import director.daemon.plan.ServerKey;
import director.daemon.plan.TrackingPlan;
import director.daemon.track.TrackStatus;
import director.daemon.track.Tracking;
import director.daemon.track.state.ServiceHealth;
import director.daemon.track.state.TrackedState;
import director.healthcheck.state.HealthState;
import director.vrrp.orders.Adjustment;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is tracked for elections, told to the elector whenever it changes. Confined to the loop. */
final class TrackedElections implements AutoCloseable {
  private final Tracking tracking;
  private final ElectorLink link;
  private final EventSink events;
  private final SortedMap<String, Adjustment> adjustments = new TreeMap<>();
  private Set<String> elected = Set.of();

  TrackedElections(Loop loop, ElectorLink link, EventSink events) {
    this.link = link;
    this.events = events;
    this.tracking = new Tracking(loop, new Listener());
  }

  void follow(DirectorConfig config, SortedMap<ServerKey, HealthState> servers, Set<String> lost) {
    elected = config.instances().keySet();
    boolean gone = adjustments.keySet().retainAll(elected);
    tracking.follow(TrackingPlan.of(config));
    seen(servers, lost);
    if (gone) {
      link.adjust(adjustments);
    }
  }

  /**
   * How the servers of all services are.
   *
   * @param lost the services that have lost their quorum
   */
  void seen(SortedMap<ServerKey, HealthState> servers, Set<String> lost) {
    tracking.servicesSeen(healthOf(servers, lost));
  }

  /** A service has no quorum without a healthy server, whatever was decided about it. */
  static SortedMap<String, ServiceHealth> healthOf(
      SortedMap<ServerKey, HealthState> servers, Set<String> lost) {
    SortedMap<String, ServiceHealth> services = new TreeMap<>();
    servers.forEach(
        (key, state) -> {
          int healthy = state == HealthState.UP ? 1 : 0;
          int known = state == HealthState.UNKNOWN ? 0 : 1;
          services.merge(
              key.service(),
              new ServiceHealth(healthy, known, healthy > 0 && !lost.contains(key.service())),
              TrackedElections::sum);
        });
    return services;
  }

  private static ServiceHealth sum(ServiceHealth one, ServiceHealth other) {
    return new ServiceHealth(
        one.healthy() + other.healthy(),
        one.known() + other.known(),
        one.quorum() || other.quorum());
  }

  private final class Listener implements Tracking.Listener {
    /** Tracking takes leave of an instance that is gone; the elector has forgotten it by then. */
    @Override
    public void adjusted(String instance, director.daemon.track.state.Adjustment adjustment) {
      if (!elected.contains(instance)) {
        return;
      }
      adjustments.put(
          instance,
          new Adjustment(adjustment.delta(), adjustment.fault().orElse(""), adjustment.reasons()));
      link.adjust(adjustments);
    }

    @Override
    public void changed(TrackStatus now, TrackedState before) {
      events.tell(
          Event.state(
              new Target(Target.Kind.TRACK, now.name()),
              before.name(),
              now.state().name(),
              now.reason()));
    }
  }

  /** Everything that is tracked, by name. */
  List<Tracked> report() {
    return tracking.snapshot().stream().map(TrackedElections::report).toList();
  }

  private static Tracked report(TrackStatus is) {
    return new Tracked(
        is.name(),
        is.kind(),
        is.state().name(),
        is.since(),
        is.reason(),
        is.trackedBy(),
        is.last().map(TrackStatus.LastLook::result).orElse(null),
        is.last().map(TrackStatus.LastLook::at).orElse(null));
  }

  @Override
  public void close() {
    tracking.close();
  }
}
