// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.actions.state.ActionRecord;
import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.Tracked;
import director.daemon.plan.Decision;
import director.daemon.plan.Instruction;
import director.daemon.plan.ServerKey;
import director.ipvs.IpvsSnapshot;
import director.vrrp.InstanceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts together what operators are told: the configuration, beside it what is so. */
final class StatusComposer {
  private final DirectorConfig config;
  private final SortedMap<ServerKey, Belief> beliefs;
  private final IpvsSnapshot kernel;
  private final ElectorView elector;
  private final List<Tracked> tracked;
  private final Map<String, Decision> decisions;
  private final Map<ServerKey, Instruction> instructions;
  private final Map<ServerKey, List<ActionRecord>> done;

  /**
   * Takes what is so at one moment.
   *
   * @param decisions about each service of {@code config}, by its name
   * @param instructions of operators
   * @param done about servers lately
   */
  StatusComposer(
      DirectorConfig config,
      SortedMap<ServerKey, Belief> beliefs,
      IpvsSnapshot kernel,
      ElectorView elector,
      List<Tracked> tracked,
      Map<String, Decision> decisions,
      Map<ServerKey, Instruction> instructions,
      Map<ServerKey, List<ActionRecord>> done) {
    this.config = config;
    this.beliefs = beliefs;
    this.kernel = kernel;
    this.elector = elector;
    this.tracked = tracked;
    this.decisions = decisions;
    this.instructions = instructions;
    this.done = done;
  }

  StatusReport compose(
      StatusReport.Director director,
      StatusReport.Ipvs ipvs,
      StatusReport.Checker checker,
      List<StatusReport.Order> orders,
      List<String> problems) {
    return new StatusReport(
        director,
        new StatusReport.Vrrp(instances(), tracked),
        services(),
        ipvs,
        new StatusReport.Elector(
            elector.connected(),
            elector.pid(),
            elector.since(),
            elector.reason().isEmpty() ? null : elector.reason(),
            elector.version()),
        checker,
        orders,
        null,
        null,
        problems);
  }

  private List<Instance> instances() {
    Map<String, InstanceStatus> standing = new TreeMap<>();
    elector.instances().forEach(instance -> standing.put(instance.name(), instance));
    return config.instances().values().stream()
        .map(
            wanted ->
                Optional.ofNullable(standing.get(wanted.name()))
                    .map(is -> InstanceReport.of(wanted, is, elector.connected()))
                    .orElseGet(() -> InstanceReport.unknown(wanted, elector.since())))
        .toList();
  }

  private List<StatusReport.Service> services() {
    List<StatusReport.Service> services = new ArrayList<>();
    for (ServiceConfig service : config.services().values()) {
      Decision decision = decisions.get(service.name());
      if (decision == null) {
        throw new IllegalStateException("no decision about " + service.name());
      }
      services.add(new ServiceReport(service, decision, beliefs, instructions, done).of(kernel));
    }
    return services;
  }
}
