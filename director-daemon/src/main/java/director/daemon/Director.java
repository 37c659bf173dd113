// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.Beliefs.Belief;
import director.daemon.IpvsKeeper.Pass;
import director.daemon.config.ConfigProblem;
import director.daemon.config.ConfigRejectedException;
import director.daemon.config.DirectorConfig;
import director.daemon.config.IpvsConfig;
import director.daemon.config.SyncConfig;
import director.daemon.config.SysctlConfig;
import director.daemon.control.Caller;
import director.daemon.control.ControlActions;
import director.daemon.control.DirectorVersion;
import director.daemon.control.Outcome;
import director.daemon.control.ServerOrder;
import director.daemon.control.StatsReport;
import director.daemon.control.StatusReport;
import director.daemon.elector.ElectorLink;
import director.daemon.loop.Loop;
import director.daemon.names.NameWatch;
import director.daemon.plan.CheckPlan;
import director.daemon.plan.ElectionPlan;
import director.daemon.plan.Expansion;
import director.daemon.plan.ServerKey;
import director.daemon.sysctl.IpvsParameters;
import director.daemon.sysctl.IpvsParameters.Look;
import director.healthcheck.HealthChecker;
import director.healthcheck.TargetHealth;
import director.ipvs.IpvsClient;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.IpvsadmForm;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.VirtualService;
import director.vrrp.ElectionListener.Change;
import director.vrrp.HandoverOutcome;
import director.vrrp.InstanceStatus;
import director.vrrp.state.VrrpState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Allocations allocations;
  private final Reconciliation reconciliation;
  private final ServerInstructions instructions;
  private final TrackedElections tracked;
  private final NameWatch names;
  private final IpvsParameters kernelParameters = IpvsParameters.ofKernel();

  /** As written; {@link #config} has a server for each address of a DNS name. */
  private DirectorConfig written;

  private DirectorConfig config;
  private NameWatch.Known known;
  private Look parameters = Look.NOT_YET;

  /** A configuration that is no more had sync daemons, which must not outlive it. */
  private boolean synchronising;

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
    this.written = config;
    this.ipvs = new IpvsKeeper(ipvsClient, OwnedServices.load(options.stateDirectory()));
    this.loop = new Loop("director", onMistake);
    this.names =
        NameWatch.open(
            NameWatch.ofMachine(),
            options.stateDirectory(),
            found -> loop.execute(() -> named(found)));
    this.known = names.remembered();
    this.config = Expansion.of(config, known.addresses());
    this.allocations = new Allocations(loop, () -> reconcile("it was due"));
    this.reconciliation = new Reconciliation(loop, ipvs, this::target, this::reconciled);
    this.instructions = new ServerInstructions(allocations, reconciliation);
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
    link.open();
  }

  /** Gives every part what the configuration, and the kernel as it is, ask of it. */
  private void follow(IpvsTable kernel) {
    beliefs.follow(config, kernel);
    allocations.follow(config, kernel, beliefs.states());
    health.check(CheckPlan.orders(config.services().values(), beliefs.states()));
    link.order(ElectionPlan.orders(config));
    tracked.follow(config, beliefs.states());
    reconciliation.compareEvery(config.ipvs().reconcileInterval());
    names.follow(Expansion.names(config), config.resolver());
    synchronising |= config.ipvs().sync().isPresent();
    lookAtParameters();
  }

  /** What IPVS shall have now. */
  private IpvsTarget target() {
    IpvsConfig wanted = config.ipvs();
    Optional<List<SyncDaemon>> none = synchronising ? Optional.of(List.of()) : Optional.empty();
    return new IpvsTarget(
        allocations.desired(),
        wanted.timeouts(),
        wanted.sync().map(sync -> SyncRoles.daemons(sync, followed(sync))).orElse(none));
  }

  private Optional<VrrpState> followed(SyncConfig sync) {
    return sync.follow().flatMap(elector::state);
  }

  private void reconcile(String reason) {
    reconciliation.request(reason);
  }

  private void reconciled(Optional<IpvsSnapshot> found) {
    becomeReady();
    found
        .filter(snapshot -> !allocations.draining().isEmpty())
        .map(snapshot -> Drains.connections(config, allocations.draining(), snapshot))
        .filter(allocations::counted)
        .ifPresent(changed -> reconcile("a drain has ended"));
  }

  private void lookAtParameters() {
    SysctlConfig wanted = config.ipvs().sysctl();
    loop.whenDone(
        ipvs.aside(() -> kernelParameters.look(wanted)),
        (look, failed) -> {
          if (look == null) {
            throw new IllegalStateException("a look at kernel parameters failed", failed);
          }
          look.set().forEach(LOG::info);
          look.problems().stream()
              .filter(problem -> !parameters.problems().contains(problem))
              .forEach(LOG::warn);
          parameters = look;
        });
  }

  /** Servers come and go with the addresses of their names. */
  private void named(NameWatch.Known found) {
    known = found;
    DirectorConfig expanded = Expansion.of(written, found.addresses());
    if (stopping || expanded.equals(config)) {
      return;
    }
    loop.whenDone(
        ipvs.read(),
        (kernel, failed) -> {
          if (kernel != null && !stopping) {
            IpvsTable notOursYet = without(kernel.table(), config);
            config = Expansion.of(written, known.addresses());
            follow(notOursYet);
            reconcile("names stand for other addresses");
          }
        });
  }

  /** Called by the health checker's thread. */
  private void checked(String id, TargetHealth found) {
    loop.execute(
        () -> {
          ServerKey key = beliefs.serverOf(id);
          Belief before = key == null ? null : beliefs.checked(key, found);
          if (before != null && before.state() != found.state()) {
            LOG.info("{}: {} -> {}: {}", key, before.state(), found.state(), found.reason());
            allocations.seen(beliefs.states());
            reconcile(key + " is " + found.state());
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
            ElectorView before = elector;
            elector = change.apply(before);
            becomeReady();
            config
                .ipvs()
                .sync()
                .flatMap(SyncConfig::follow)
                .filter(name -> !elector.state(name).equals(before.state(name)))
                .ifPresent(
                    name ->
                        reconcile(
                            name
                                + " is "
                                + elector.state(name).map(Enum::name).orElse("not known")));
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
        IpvsReport.of(ipvs, reconciliation, parameters, kernel, kernel.foreign(idsOf(config)));
    return new StatusComposer(
            config,
            beliefs.all(),
            kernel,
            elector.asOf(Instant.now()),
            tracked.report(),
            allocations.decisions(),
            allocations.instructions())
        .compose(director, dealings, problems());
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>(reconciliation.refusals());
    problems.addAll(known.problems());
    problems.addAll(parameters.problems());
    return problems;
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
    ServerKey key = new ServerKey(service, server);
    return ipvs.read()
        .thenComposeAsync(kernel -> instructions.give(caller, config, key, order, kernel), loop);
  }

  @Override
  public CompletionStage<StatsReport> stats() {
    return ipvs.read()
        .thenApplyAsync(kernel -> new StatsComposer(config, kernel).compose(Instant.now()), loop);
  }

  @Override
  public CompletionStage<String> ipvsSave() {
    return ipvs.read()
        .thenApply(kernel -> String.join("\n", IpvsadmForm.lines(kernel.table())) + "\n");
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
    List<String> changes = ConfigChanges.between(written, next);
    IpvsTable notOursYet = without(kernel.table(), config);
    written = next;
    config = Expansion.of(next, known.addresses());
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
    return config.services().values().stream()
        .flatMap(service -> service.virtual().ids().stream())
        .collect(Collectors.toSet());
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
    names.close();
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
      Optional<List<SyncDaemon>> none = synchronising ? Optional.of(List.of()) : Optional.empty();
      IpvsTarget nothing = IpvsTarget.of(IpvsTable.EMPTY).with(none);
      Pass removed = ipvs.reconcile(nothing).join();
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
