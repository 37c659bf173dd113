// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.Beliefs.Belief;
import director.daemon.IpvsKeeper.Pass;
import director.daemon.config.ConfigProblem;
import director.daemon.config.ConfigRejectedException;
import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.Caller;
import director.daemon.control.ControlActions;
import director.daemon.control.DirectorVersion;
import director.daemon.control.Outcome;
import director.daemon.control.ServerOrder;
import director.daemon.control.StatsReport;
import director.daemon.control.StatusReport;
import director.daemon.elector.ElectorLink;
import director.daemon.loop.Loop;
import director.daemon.plan.Allotments;
import director.daemon.plan.CheckPlan;
import director.daemon.plan.Decision;
import director.daemon.plan.ElectionPlan;
import director.daemon.plan.ServerKey;
import director.daemon.plan.ServicePlan;
import director.daemon.plan.ServiceState;
import director.healthcheck.HealthChecker;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.HealthState;
import director.ipvs.IpvsClient;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.VirtualService;
import director.vrrp.ElectionListener.Change;
import director.vrrp.HandoverOutcome;
import director.vrrp.InstanceStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who decides: what is configured, how the servers are, what the kernel shall have. All of
 * it on the {@link Loop}; everything that blocks is somebody else's.
 */
public final class Director implements ControlActions {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** How long a stop waits for an elector that was lost or is starting. */
  private static final Duration ELECTOR_ANSWERS = Duration.ofSeconds(5);

  /** How long a change that somebody else made to the table can last. */
  private static final Duration COMPARE_EVERY = Duration.ofSeconds(5);

  private final Options options;
  private final IpvsKeeper ipvs;
  private final Loop loop;
  private final HealthChecker health;
  private final ElectorLink link;
  private final CompletableFuture<Boolean> stopAsked = new CompletableFuture<>();
  private final Instant started = Instant.now();

  /** Of the elector at the other end; not done while there is none. */
  private volatile CompletableFuture<Long> electorPid = new CompletableFuture<>();

  private final Beliefs beliefs = new Beliefs(InstantSource.system());
  private final Reconciliation reconciliation;
  private final TrackedElections tracked;
  private DirectorConfig config;
  private ElectorView elector = ElectorView.none();
  private boolean stopping;
  private @Nullable Runnable onReady;

  /**
   * Makes the parts; nothing runs before {@link #start}.
   *
   * @param launcher the program that starts an elector
   * @param onMistake told of an exception that nobody expected; ends the process
   */
  public Director(
      Options options,
      DirectorConfig config,
      IpvsClient ipvsClient,
      Path launcher,
      Consumer<Throwable> onMistake)
      throws IOException {
    this.options = options;
    this.config = config;
    this.ipvs = new IpvsKeeper(ipvsClient, OwnedServices.load(options.stateDirectory()));
    this.loop = new Loop("director", onMistake);
    this.reconciliation = new Reconciliation(loop, ipvs, this::desired, this::becomeReady);
    this.health = new HealthChecker(this::checked);
    ElectorLink.Starter starter =
        options.attach() ? () -> false : new ElectorProcess(launcher, options);
    this.link = new ElectorLink(options.electorSocket(), starter, new LinkListener());
    this.tracked = new TrackedElections(loop, link);
  }

  /**
   * Compares the kernel's table with the configuration, begins to check, and gives the elector its
   * orders.
   *
   * @param onReady run once, when the table is right and the elector has its orders
   * @param onFailure told why it cannot begin
   */
  public void start(Runnable onReady, Consumer<Throwable> onFailure) {
    this.onReady = onReady;
    loop.whenDone(
        ipvs.read(),
        (kernel, failed) -> {
          if (kernel != null) {
            begin(kernel);
          } else if (failed != null) {
            onFailure.accept(failed);
          }
        });
  }

  private void begin(IpvsSnapshot kernel) {
    if (stopping) {
      return;
    }
    follow(kernel.table());
    reconciliation.request("start");
    loop.every(COMPARE_EVERY, reconciliation::compare);
    link.open();
  }

  /** Gives every part what the configuration, and the kernel as it is, ask of it. */
  private void follow(IpvsTable kernel) {
    beliefs.follow(config, kernel);
    health.check(CheckPlan.orders(config.services().values(), beliefs.states()));
    link.order(ElectionPlan.orders(config));
    tracked.follow(config, beliefs.states());
  }

  private IpvsTable desired() {
    Map<String, Decision> decisions = new TreeMap<>();
    for (ServiceConfig service : config.services().values()) {
      Map<String, HealthState> states = new TreeMap<>();
      beliefs
          .states()
          .forEach(
              (key, state) -> {
                if (key.service().equals(service.name())) {
                  states.put(key.server(), state);
                }
              });
      // Without a memory, only health decides.
      ServiceState fresh = ServiceState.initial(service, IpvsTable.EMPTY);
      decisions.put(
          service.name(),
          Allotments.decide(service, fresh, states, Map.of(), Map.of(), Duration.ZERO));
    }
    return ServicePlan.desired(config.services().values(), decisions);
  }

  /** Called by the health checker's thread. */
  private void checked(String id, TargetHealth found) {
    loop.execute(
        () -> {
          ServerKey key = beliefs.serverOf(id);
          Belief before = key == null ? null : beliefs.checked(key, found);
          if (before != null && before.state() != found.state()) {
            LOG.info("{}: {} -> {}: {}", key, before.state(), found.state(), found.reason());
            reconciliation.request(key + " is " + found.state());
            tracked.seen(beliefs.states());
          }
        });
  }

  private void becomeReady() {
    Runnable toTell = onReady;
    boolean electing = elector.connected() && elector.tells(config.instances().keySet());
    if (toTell != null && reconciliation.last() != null && electing) {
      onReady = null;
      toTell.run();
    }
  }

  /** Brings what the link's thread hears to the loop. */
  private final class LinkListener implements ElectorLink.Listener {
    @Override
    public void connected(long pid, String version) {
      LOG.info("elector {} is there (pid {})", version, pid);
      electorPid.complete(pid);
      update(elector -> elector.connectedTo(pid));
    }

    @Override
    public void changed(Change change) {
      // The elector logs it; its standing follows.
    }

    @Override
    public void standing(List<InstanceStatus> instances) {
      update(elector -> elector.standing(instances));
    }

    @Override
    public void lost(String reason) {
      LOG.warn("{}", reason);
      electorPid = new CompletableFuture<>();
      update(elector -> elector.lost(reason));
    }

    private void update(UnaryOperator<ElectorView> change) {
      loop.execute(
          () -> {
            elector = change.apply(elector);
            becomeReady();
          });
    }
  }

  @Override
  public CompletionStage<StatusReport> status() {
    return ipvs.read().thenApplyAsync(this::report, loop);
  }

  private StatusReport report(IpvsSnapshot kernel) {
    StatusReport.Director director =
        new StatusReport.Director(
            config.name(),
            DirectorVersion.current(),
            ProcessHandle.current().pid(),
            started,
            Instant.now());
    StatusReport.Ipvs dealings =
        new StatusReport.Ipvs(
            ipvs.requests(),
            ipvs.writes(),
            reconciliation.last(),
            null,
            COMPARE_EVERY.toSeconds(),
            kernel.foreign(idsOf(config)),
            StatusReport.Drift.NONE,
            null,
            List.of(),
            List.of(),
            null);
    return new StatusComposer(
            config, beliefs.all(), kernel, elector.asOf(Instant.now()), tracked.report())
        .compose(director, dealings, reconciliation.refusals());
  }

  @Override
  public CompletionStage<Outcome> handOver(Caller caller, String instance, String reason) {
    LOG.info("{} hands over {}: {}", caller, instance, reason);
    return link.handOver(instance, because(caller, reason)).thenApply(Director::outcome);
  }

  @Override
  public CompletionStage<Outcome> standby(Caller caller, boolean on, String reason) {
    LOG.info("{} asks for {}: {}", caller, on ? "standby" : "an end of standby", reason);
    return link.standby(on, because(caller, reason)).thenApply(Director::outcome);
  }

  @Override
  public CompletionStage<Outcome> instruct(
      Caller caller, String service, String server, ServerOrder order) {
    return CompletableFuture.completedStage(
        Outcome.refused("cannot " + order.verb().word() + " a server", List.of()));
  }

  @Override
  public CompletionStage<StatsReport> stats() {
    return ipvs.read()
        .thenApplyAsync(kernel -> new StatsComposer(config, kernel).compose(Instant.now()), loop);
  }

  @Override
  public CompletionStage<String> ipvsSave() {
    return ipvs.read().thenApply(kernel -> "");
  }

  private static String because(Caller caller, String reason) {
    String who = "by uid " + caller.uid();
    return reason.isBlank() ? who : reason + " (" + who + ")";
  }

  private static Outcome outcome(HandoverOutcome of) {
    return of.result() == HandoverOutcome.Result.DONE
        ? Outcome.done(of.sentence(), List.of())
        : Outcome.refused(of.sentence(), List.of());
  }

  @Override
  public CompletionStage<Outcome> reload(Caller caller) {
    return reload(caller.toString());
  }

  /** On SIGHUP; what comes of it is in the log. */
  public void reload() {
    loop.whenDone(
        reload("SIGHUP"),
        (outcome, failed) -> {
          if (failed != null) {
            LOG.error("reload failed, the running configuration stays", failed);
          }
        });
  }

  /** Reads the configuration again, away from the loop; a bad one changes nothing. */
  private CompletionStage<Outcome> reload(String asker) {
    return CompletableFuture.supplyAsync(this::load)
        .thenCompose(
            loaded ->
                loaded
                    .config()
                    .map(
                        next ->
                            ipvs.read()
                                .thenComposeAsync(kernel -> adopt(asker, next, kernel), loop))
                    .orElseGet(
                        () -> CompletableFuture.completedFuture(refuse(asker, loaded.problems()))));
  }

  /** Either a configuration or problems. */
  private record Loaded(Optional<DirectorConfig> config, List<String> problems) {}

  private Loaded load() {
    try {
      return new Loaded(Optional.of(LoadedConfig.of(options.config())), List.of());
    } catch (ConfigRejectedException e) {
      return new Loaded(
          Optional.empty(), e.problems().stream().map(ConfigProblem::toString).toList());
    }
  }

  private static Outcome refuse(String asker, List<String> problems) {
    LOG.error(
        "reload asked for by {} refused, the running configuration stays: {} problems",
        asker,
        problems.size());
    problems.forEach(LOG::error);
    return Outcome.refused("the configuration was refused; the running one stays", problems);
  }

  /** Done when IPVS is as the new configuration wants it, or has refused to be. */
  private CompletableFuture<Outcome> adopt(String asker, DirectorConfig next, IpvsSnapshot kernel) {
    if (stopping) {
      return CompletableFuture.completedFuture(refuse(asker, List.of("the director is stopping")));
    }
    List<String> changes = ConfigChanges.between(config, next);
    IpvsTable notOursYet = without(kernel.table(), config);
    config = next;
    follow(notOursYet);
    String told = changes.isEmpty() ? "nothing has changed" : "reloaded";
    LOG.info("{}, asked for by {}: {}", told, asker, String.join(", ", changes));
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    reconciliation.request(
        "reload",
        refusals -> {
          List<String> detail = new ArrayList<>(changes);
          refusals.forEach(refusal -> detail.add("IPVS refused: " + refusal));
          outcome.complete(Outcome.done(told, detail));
        });
    return outcome;
  }

  /** What the kernel has of services that {@code known} does not configure. */
  private static IpvsTable without(IpvsTable kernel, DirectorConfig known) {
    Set<VirtualService.Id> ids = idsOf(known);
    return IpvsTable.of(
        kernel.services().values().stream()
            .filter(entry -> !ids.contains(entry.service().id()))
            .toList());
  }

  private static Set<VirtualService.Id> idsOf(DirectorConfig config) {
    return config.services().values().stream().map(ServicePlan::idOf).collect(Collectors.toSet());
  }

  @Override
  public CompletionStage<Outcome> stop(Caller caller, boolean keep) {
    LOG.info("stop{} asked for by {}", keep ? " --keep" : "", caller);
    askToStop(keep);
    return CompletableFuture.completedStage(
        Outcome.done(
            keep || options.attach()
                ? "the director stops; the elector and the IPVS table stay as they are"
                : "the director stops",
            List.of()));
  }

  /**
   * Ends {@link #awaitStop}.
   *
   * @param keep leave the elector and the table as they are; so it is always when attached
   */
  public void askToStop(boolean keep) {
    stopAsked.complete(keep || options.attach());
  }

  /** Blocks until somebody asks to stop; true if everything is to be kept. */
  public boolean awaitStop() {
    return stopAsked.join();
  }

  /**
   * Ends the checks, and unless {@code keep}, resigns everywhere and removes our services.
   *
   * @param atMost how long to wait for the elector
   * @return false if the elector did not end: then the services stay, because the addresses may be
   *     here still, and clients with them
   */
  public boolean stop(boolean keep, Duration atMost) throws IOException, InterruptedException {
    CompletableFuture.runAsync(this::endReconciling, loop).join();
    CompletableFuture.runAsync(tracked::close, loop).join();
    health.close();
    boolean released = keep || stopElector(atMost);
    link.close();
    if (!keep && released) {
      removeServices();
    }
    loop.shutdownNow();
    ipvs.close();
    return released;
  }

  /** A pass after this would put back what the stop removes. */
  private void endReconciling() {
    stopping = true;
    reconciliation.end();
  }

  private void removeServices() {
    try {
      Pass removed = ipvs.reconcile(IpvsTable.EMPTY).join();
      removed.applied().forEach(change -> LOG.info("ipvs: {} (stop)", change.describe()));
      removed.failures().forEach(LOG::error);
    } catch (CompletionException e) {
      LOG.error("cannot remove our services, the next start will look after them", e.getCause());
    }
  }

  /** The order reaches an elector that is only just starting as well. */
  private boolean stopElector(Duration atMost) throws InterruptedException {
    link.open();
    link.stop("the director was stopped");
    try {
      long pid = electorPid.get(ELECTOR_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
      if (ElectorProcess.awaitEnd(pid, atMost)) {
        return true;
      }
      LOG.error("the elector (pid {}) did not end within {} s", pid, atMost.toSeconds());
    } catch (TimeoutException | ExecutionException e) {
      LOG.error("no elector is there to resign");
    }
    LOG.error("virtual addresses may be left on this host, so our IPVS services stay");
    return false;
  }
}
