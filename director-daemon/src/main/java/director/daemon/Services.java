// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.IpvsKeeper.Pass;
import director.daemon.actions.Actions;
import director.daemon.config.DirectorConfig;
import director.daemon.config.IpvsConfig;
import director.daemon.config.SyncConfig;
import director.daemon.control.StatusReport;
import director.daemon.event.EventSink;
import director.daemon.loop.Loop;
import director.daemon.plan.CheckPlan;
import director.daemon.plan.ServerKey;
import director.daemon.plan.ServicePlan;
import director.daemon.probe.LocalProbers;
import director.healthcheck.HealthChecker;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.HealthState;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.VirtualService;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The virtual services: what is believed of their servers, what these weigh therefore, and that the
 * kernel has it so. Confined to the loop.
 */
final class Services {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** How often connections are counted of servers that are drained. */
  private static final Duration DRAIN_WATCH = Duration.ofSeconds(1);

  /** However often servers change their minds about their weights, the kernel is told so often. */
  private static final Duration ADVICE_PACE = Duration.ofSeconds(1);

  private final IpvsKeeper ipvs;
  private final Function<String, Optional<VrrpState>> elections;
  private final BiConsumer<SortedMap<ServerKey, HealthState>, Set<String>> onHealth;
  private final Runnable afterPass;
  private final Beliefs beliefs = new Beliefs(InstantSource.system());
  private final LocalProbers probers = new LocalProbers();
  private final HealthChecker health;
  private final Allocations allocations;
  private final DrainWatch drains = new DrainWatch();
  private final Reconciliation reconciliation;
  private final PathChecks paths;
  private final Paced advice;
  private final Reactions reactions;
  private final ServerEvents serverEvents;
  private final ServiceEvents serviceEvents;

  private DirectorConfig config;

  /** Nothing is to be checked any more. */
  private volatile boolean ended;

  /** A configuration that is no more had sync daemons, which must not outlive it. */
  private boolean synchronising;

  private CheckPlan plan =
      new CheckPlan(Collections.emptySortedMap(), Collections.emptySortedMap());

  /** As of the last time that somebody asked for them. */
  private SortedMap<ServerKey, HealthState> states = Collections.emptySortedMap();

  /** Verdicts have come in since {@link #onHealth} was told. */
  private boolean news;

  /** As it was told last. */
  private Set<String> quorumLost = Set.of();

  /**
   * Nothing runs before {@link #follow}.
   *
   * @param elections where a virtual router stands, for sync daemons that follow it; empty while
   *     that is not known
   * @param onHealth told how the servers are, and which services have lost their quorum, whenever
   *     that has changed
   * @param afterPass run after each comparison with the kernel
   * @param actions told of every check, and of services that go up and down
   * @param events told of what servers and services become
   */
  Services(
      Loop loop,
      IpvsKeeper ipvs,
      DirectorConfig config,
      Function<String, Optional<VrrpState>> elections,
      BiConsumer<SortedMap<ServerKey, HealthState>, Set<String>> onHealth,
      Runnable afterPass,
      Actions actions,
      EventSink events) {
    this.ipvs = ipvs;
    this.config = config;
    this.elections = elections;
    this.onHealth = onHealth;
    this.afterPass = afterPass;
    this.reconciliation = new Reconciliation(loop, ipvs, this::target, this::passed, events);
    this.allocations = new Allocations(loop, () -> reconciliation.request("it was due"), events);
    this.reactions = new Reactions(actions, allocations);
    this.paths = new PathChecks(loop, ipvs);
    this.serverEvents = new ServerEvents(new ChangeLog(loop, LOG::info), events);
    this.serviceEvents = new ServiceEvents(events);
    this.advice =
        new Paced(loop, ADVICE_PACE, () -> reconciliation.request("checks advise other weights"));
    this.health =
        new HealthChecker(new IncomingResults(loop, this::checked), config.checker(), probers);
  }

  /**
   * From now on it is {@code next} that holds. The kernel follows with the next pass, which is not
   * asked for here.
   *
   * @param kernel what the kernel has of services that were not configured until now
   */
  void follow(DirectorConfig next, IpvsTable kernel) {
    config = next;
    beliefs.follow(next, kernel);
    allocations.follow(next, kernel);
    reactions.follow(next);
    health.follow(next.checker());
    check();
    synchronising |= next.ipvs().sync().isPresent();
    news = true;
    // A pass that is under way may last, and until the next somebody may ask how it stands.
    look();
    allocations.decide();
  }

  private void check() {
    plan = CheckPlan.of(config.services().values(), beliefs.states(), paths.follow(config));
    beliefs.follow(plan, (key, before, now) -> serverEvents.tell(config, key, before, now));
    health.check(paths.begun(plan.orders()));
  }

  /** Sentences about checks that cannot work. */
  List<String> problems() {
    return paths.problems();
  }

  /** Whether {@code next} has services that the kernel may know and we do not. */
  boolean isNewTo(DirectorConfig next) {
    return !idsOf(config).containsAll(idsOf(next));
  }

  /** What the kernel has of services that are not configured until now. */
  IpvsTable others(IpvsTable kernel) {
    Set<VirtualService.Id> ids = idsOf(config);
    return IpvsTable.of(
        kernel.services().values().stream()
            .filter(entry -> !ids.contains(entry.service().id()))
            .toList());
  }

  private static Set<VirtualService.Id> idsOf(DirectorConfig of) {
    return ServicePlan.idsOf(of.services().values());
  }

  List<String> foreign(IpvsSnapshot kernel) {
    return kernel.foreign(idsOf(config));
  }

  Beliefs beliefs() {
    return beliefs;
  }

  /** How the servers were when it was last decided what they weigh. */
  SortedMap<ServerKey, HealthState> states() {
    return states;
  }

  Allocations allocations() {
    return allocations;
  }

  /** How the health checks keep up. */
  StatusReport.Checker checker() {
    return CheckerReport.of(health.load(), plan.orders().values());
  }

  /** Done when the thread that checks has come round to it; failed once the checks have ended. */
  CompletableFuture<Void> checkerTurned() {
    try {
      return health.turned();
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** All lateness of its thread since it started; from any thread. */
  Duration checkerLateness() {
    return health.load().late();
  }

  /** By the plan as it is. */
  CheckRuns checkRuns() {
    return new CheckRuns(plan, health::ask);
  }

  Reconciliation reconciliation() {
    return reconciliation;
  }

  /** A virtual router stands elsewhere now. */
  void elected(ElectorView before, ElectorView now) {
    config
        .ipvs()
        .sync()
        .flatMap(SyncConfig::follow)
        .filter(name -> !now.state(name).equals(before.state(name)))
        .ifPresent(
            name ->
                reconciliation.request(
                    name + " is " + now.state(name).map(Enum::name).orElse("not known")));
  }

  /** What IPVS shall have now. However many verdicts came in meanwhile, it is decided once. */
  private IpvsTarget target() {
    if (news) {
      look();
    }
    allocations.decide();
    reactions.decided();
    serviceEvents.decided(allocations.decisions());
    tellHealth();
    IpvsConfig wanted = config.ipvs();
    paths.passBegins();
    return new IpvsTarget(
        allocations.desired(),
        wanted.timeouts(),
        wanted.sync().map(this::daemons).orElseGet(this::noDaemons));
  }

  private void look() {
    states = beliefs.states();
    allocations.seen(states, beliefs.advised());
  }

  private void tellHealth() {
    Set<String> lost = allocations.quorumLost();
    if (news || !lost.equals(quorumLost)) {
      news = false;
      quorumLost = lost;
      onHealth.accept(states, lost);
    }
  }

  private Optional<List<SyncDaemon>> daemons(SyncConfig sync) {
    return SyncRoles.daemons(sync, sync.follow().flatMap(elections));
  }

  private Optional<List<SyncDaemon>> noDaemons() {
    return synchronising ? Optional.of(List.of()) : Optional.empty();
  }

  private void passed(Optional<IpvsSnapshot> found) {
    Set<ServerKey> draining = allocations.draining();
    found.ifPresent(
        kernel ->
            allocations.counted(
                drains.left(Drains.left(config, draining, kernel), Allocations.now())));
    Duration interval = config.ipvs().reconcileInterval();
    boolean sooner = !draining.isEmpty() && interval.compareTo(DRAIN_WATCH) > 0;
    reconciliation.compareEvery(sooner ? DRAIN_WATCH : interval);
    if (paths.passed(config, found.isPresent()) && !ended) {
      check();
    }
    afterPass.run();
  }

  /** After each probe: what is no news costs next to nothing. */
  private void checked(String id, TargetHealth found) {
    beliefs.checked(
        id,
        found,
        (key, before, now) -> {
          believed(key, before, now);
          reactions.checked(key, found, before, now);
        });
  }

  private void believed(ServerKey key, Belief before, Belief now) {
    if (now.isNews(before)) {
      news = true;
      serverEvents.tell(config, key, before, now);
    }
    if (now.state() != before.state()) {
      reconciliation.request(key + " is " + now.state());
    }
    if (now.isAdvisedAnew(before)) {
      news = true;
      advice.ask();
    }
  }

  /** No check begins after this; not for the loop. */
  void endChecks() {
    ended = true;
    health.close();
    probers.close();
  }

  /** Removes our services, and sync daemons that were ours. Blocks, and is not for the loop. */
  void remove() {
    try {
      Pass removed = ipvs.reconcile(IpvsTarget.of(IpvsTable.EMPTY).with(noDaemons())).join();
      removed.applied().forEach(change -> LOG.info("ipvs: {} (stop)", change.describe()));
      removed.failures().forEach(LOG::error);
    } catch (CompletionException e) {
      LOG.error("cannot remove our services, the next start will look after them", e.getCause());
    }
  }
}
