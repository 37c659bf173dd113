// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.DirectorConfig;
import director.daemon.config.TrackConfig;
import director.daemon.config.TrackConfig.Weight;
import director.daemon.config.TrackedConfig;
import director.daemon.config.TrackedConfig.Initial;
import director.daemon.config.TrackedConfig.Measure;
import director.daemon.config.TrackedConfig.Processes;
import director.daemon.config.TrackedConfig.Script;
import director.daemon.config.TrackedConfig.Service;
import director.daemon.config.VrrpConfig.Group;
import director.daemon.config.VrrpInstanceConfig;
import director.daemon.track.Track;
import director.daemon.track.TrackFile;
import director.daemon.track.TrackPlan;
import director.daemon.track.TrackProcess;
import director.daemon.track.TrackScript;
import director.daemon.track.TrackService;
import director.daemon.track.TrackedBy;
import director.daemon.track.state.ProcessPattern;
import director.daemon.track.state.ProcessPattern.CommandLine;
import director.daemon.track.state.ProcessPattern.PidFile;
import director.daemon.track.state.RiseFall;
import director.daemon.track.state.ServiceHealth;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the director itself has to track, and for whom. Interfaces are the elector's. */
public final class TrackingPlan {
  private TrackingPlan() {}

  public static TrackPlan of(DirectorConfig config) {
    List<TrackedBy> trackedBy = new ArrayList<>();
    SortedMap<String, Service> services = new TreeMap<>(config.tracked().services());
    for (VrrpInstanceConfig instance : config.instances().values()) {
      SortedMap<String, Weight> all = new TreeMap<>();
      for (TrackConfig track : tracksOf(config, instance)) {
        track.services().keySet().forEach(name -> services.putIfAbsent(name, Service.plain(name)));
        all.putAll(track.scripts());
        all.putAll(track.files());
        all.putAll(track.processes());
        all.putAll(track.services());
      }
      if (!all.isEmpty()) {
        trackedBy.add(new TrackedBy(instance.name(), weighted(all)));
      }
    }
    return TrackPlan.of(tracks(config.tracked(), services), trackedBy);
  }

  /** That of its group first, so that its own takes the place of it. */
  private static List<TrackConfig> tracksOf(DirectorConfig config, VrrpInstanceConfig instance) {
    List<TrackConfig> all = new ArrayList<>();
    for (Group group : config.vrrp().groups().values()) {
      if (group.members().contains(instance.name())) {
        all.add(group.track());
      }
    }
    all.add(instance.track());
    return all;
  }

  private static List<Weighted> weighted(Map<String, Weight> weights) {
    List<Weighted> all = new ArrayList<>();
    weights.forEach(
        (name, weight) -> all.add(new Weighted(name, weight.weight(), weight.reverse())));
    return all;
  }

  private static List<Track> tracks(TrackedConfig tracked, Map<String, Service> services) {
    List<Track> all = new ArrayList<>();
    tracked.scripts().values().forEach(script -> all.add(script(script)));
    tracked
        .files()
        .values()
        .forEach(file -> all.add(new TrackFile(file.name(), file.path(), file.whenMissing())));
    tracked.processes().values().forEach(processes -> all.add(process(processes)));
    services.values().forEach(service -> all.add(service(service)));
    return all;
  }

  private static TrackScript script(Script script) {
    return new TrackScript(
        script.name(),
        script.command(),
        script.interval(),
        script.timeout(),
        new RiseFall(script.rise(), script.fall()),
        Optional.of(script.user()),
        initial(script.initial()));
  }

  private static TrackedState initial(Initial initial) {
    return switch (initial) {
      case UNKNOWN -> TrackedState.UNKNOWN;
      case OK -> TrackedState.OK;
      case FAILED -> TrackedState.FAILED;
    };
  }

  private static TrackProcess process(Processes processes) {
    return new TrackProcess(
        processes.name(),
        pattern(processes),
        processes.min(),
        processes.max(),
        processes.appearDelay(),
        processes.vanishDelay());
  }

  private static ProcessPattern pattern(Processes processes) {
    if (processes.program().isPresent()) {
      return new ProcessPattern.Name(processes.program().get());
    }
    return processes.pidFile().isPresent()
        ? new PidFile(processes.pidFile().get())
        : new CommandLine(processes.commandLine(), processes.wholeCommandLine());
  }

  private static TrackService service(Service service) {
    return new TrackService(
        service.name(),
        service.service(),
        service.measure() == Measure.QUORUM
            ? ServiceHealth.Measure.QUORUM
            : ServiceHealth.Measure.SHARE,
        service.hold());
  }
}
