// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.actions.Actions;
import director.daemon.actions.Responsibility;
import director.daemon.change.Standing;
import director.daemon.config.ControlConfig;
import director.daemon.config.DirectorConfig;
import director.daemon.control.Caller;
import director.daemon.control.CheckRun;
import director.daemon.control.ConfigActions;
import director.daemon.control.ControlActions;
import director.daemon.control.DirectorVersion;
import director.daemon.control.Outcome;
import director.daemon.control.Reachability;
import director.daemon.control.ServerOrder;
import director.daemon.control.StandbyOrder;
import director.daemon.control.StatsReport;
import director.daemon.control.StatusReport;
import director.daemon.elector.ElectorLink;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.journal.Journal;
import director.daemon.loop.Loop;
import director.daemon.notify.Notify;
import director.daemon.notify.Outlet;
import director.daemon.plan.ElectionPlan;
import director.daemon.plan.ServerKey;
import director.daemon.supervision.Supervisor;
import director.daemon.sysctl.IpvsParameters;
import director.ipvs.IpvsClient;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.IpvsadmForm;
import director.systemd.WatchdogTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who decides: what is configured, how the servers are, what the kernel shall have. All of
 * it on the {@link Loop}; everything that blocks is somebody else's.
 */
public final class Director implements ControlActions {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** So long scripts get at a stop. */
  private static final Duration NOTIFIES_WITHIN = Duration.ofSeconds(10);

  private final Options options;
  private final Journal journal;
  private final Outlet notify;
  private final Loop loop;
  private final IpvsKeeper ipvs;
  private final Services services;
  private final ServerOrders orders;
  private final ServerInstructions instructions;
  private final ElectorSide elector;
  private final TrackedElections tracked;
  private final Configuration configuration;
  private final Reloads reloads;
  private final Reporting reporting;
  private final Parameters parameters;
  private final Actions actions;
  private final PeerSide peer;
  private final CompletableFuture<Boolean> stopAsked = new CompletableFuture<>();
  private final Instant started = Instant.now();

  /**
   * Done when the table was read for the first time. Whoever asks sooner waits: a decision that
   * knows nothing of the table would take out of it whoever serves.
   */
  private final CompletableFuture<Boolean> beginning = new CompletableFuture<>();

  private boolean stopping;
  private @Nullable Runnable onReady;
  private Reachability reached = Reachability.NONE;

  /**
   * Makes the parts; nothing runs before {@link #start}.
   *
   * @param launcher the program that starts an elector
   * @param journal told of all that happens
   * @param onMistake told of an exception that nobody expected; ends the process
   */
  public Director(
      Options options,
      LoadedConfig loaded,
      IpvsClient ipvsClient,
      Path launcher,
      Journal journal,
      Consumer<Throwable> onMistake)
      throws IOException {
    this.options = options;
    this.journal = journal;
    this.notify = new Notify(journal);
    EventSink events = journal.and(notify);
    this.loop = new Loop("director", onMistake);
    this.ipvs = new IpvsKeeper(ipvsClient, OwnedServices.load(options.stateDirectory()));
    ConfigFollowers followers = new ConfigFollowers();
    this.configuration = new Configuration(options, loaded, loop, followers);
    this.reporting = new Reporting(loop, this::sentence, this::checkerTurned);
    this.reloads =
        new Reloads(options, loop, configuration, followers, beginning, reporting, journal);
    ElectorLink.Starter starter =
        options.attach() ? () -> false : new ElectorProcess(launcher, options);
    this.elector = new ElectorSide(loop, options, starter, this::elected, events);
    this.tracked = new TrackedElections(loop, elector.link(), events);
    this.actions = new Actions(loop, this::actsFor, events);
    this.services =
        new Services(
            loop,
            ipvs,
            configuration.running(),
            name -> elector.view().state(name),
            tracked::seen,
            this::passed,
            actions,
            events);
    this.orders = ServerOrders.open(options.stateDirectory(), services.allocations(), events);
    this.instructions =
        new ServerInstructions(
            loop, ipvs, services.allocations(), services.reconciliation(), orders);
    this.parameters = new Parameters(loop, ipvs, IpvsParameters.ofKernel());
    this.peer = new PeerSide(loop, events, services, elector::view, started);
  }

  /**
   * How it is to be asked, to be called before {@link #start}. It is not always what the file says:
   * a reload that nobody confirmed is taken back.
   */
  public ControlConfig control() {
    return configuration.running().control();
  }

  /** To be called before {@link #start}: who has to know where the director is to be asked. */
  public void reachedBy(Reachability by) {
    reached = by;
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
    journal.tell(
        Event.of(
            Event.Kind.START,
            Target.NODE,
            "directord " + DirectorVersion.current() + " of pid " + ProcessHandle.current().pid()));
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
    configuration.begin(kernel.table());
    services.reconciliation().request("start");
    elector.link().open();
    beginning.complete(true);
  }

  /** To be called before {@link #start}: who started us, and within what time we have to work. */
  public void reportTo(Supervisor supervisor, Optional<WatchdogTime> watchdog) {
    reporting.begin(supervisor, watchdog);
  }

  private CompletableFuture<Void> checkerTurned() {
    return services.checkerTurned();
  }

  private String sentence() {
    return StandingSentence.of(
        configuration.running(),
        elector.view().asOf(ElectorView.steadyNow()),
        services.states(),
        problems(true));
  }

  /** The table, once there is something to say about it. */
  private CompletableFuture<Optional<IpvsSnapshot>> kernel() {
    return beginning.thenCompose(done -> ipvs.readIfPossible());
  }

  /** Gives every part what the configuration asks of it. */
  private final class ConfigFollowers implements Configuration.Followers {
    @Override
    public CompletableFuture<Optional<IpvsSnapshot>> kernel() {
      return Director.this.kernel();
    }

    @Override
    public CompletableFuture<Optional<String>> lacking(DirectorConfig next) {
      return ipvs.lackingFor(next);
    }

    @Override
    public boolean isNewTo(DirectorConfig next) {
      return services.isNewTo(next);
    }

    @Override
    public IpvsTable others(IpvsTable kernel) {
      return services.others(kernel);
    }

    @Override
    public void follow(DirectorConfig next, IpvsTable kernel) {
      notify.follow(next);
      services.follow(next, kernel);
      elector.link().order(ElectionPlan.orders(next));
      tracked.follow(next, services.beliefs().states(), services.allocations().quorumLost());
      parameters.follow(next.ipvs().sysctl());
      reached.followLater(next.control());
      peer.follow(next);
    }

    @Override
    public void reconcile(String reason, Consumer<List<String>> then) {
      services.reconciliation().request(reason, then);
    }

    @Override
    public Map<String, Standing> standings() {
      return elector.view().asOf(ElectorView.steadyNow()).standings();
    }

    @Override
    public boolean isStopping() {
      return stopping;
    }
  }

  /** The kernel was looked at. */
  private void passed() {
    becomeReady();
    reporting.look();
    orders.look();
    if (!stopping) {
      parameters.look();
    }
  }

  private void elected(ElectorView before, ElectorView now) {
    becomeReady();
    reporting.look();
    services.elected(before, now);
  }

  /** An elector that is silent may have lost the role meanwhile. */
  private boolean actsFor(String service) {
    ElectorView view = elector.view().asOf(ElectorView.steadyNow());
    return Responsibility.isOurs(configuration.running(), service, view::state);
  }

  private void becomeReady() {
    Runnable toTell = onReady;
    ElectorView view = elector.view();
    boolean electing = view.connected() && view.tells(configuration.running().instances().keySet());
    if (toTell != null && services.reconciliation().last() != null && electing) {
      onReady = null;
      journal.tell(Event.state(Target.NODE, "", "READY", "IPVS is as configured, elections run"));
      reporting.ready();
      toTell.run();
    }
  }

  @Override
  public CompletionStage<StatusReport> status() {
    return kernel().thenApplyAsync(this::report, loop);
  }

  private StatusReport report(Optional<IpvsSnapshot> read) {
    IpvsSnapshot kernel = read.orElse(IpvsReport.NOTHING_READ);
    StatusReport.Director director =
        new StatusReport.Director(
            configuration.running().name(),
            DirectorVersion.current(),
            ProcessHandle.current().pid(),
            started,
            Instant.now());
    StatusReport.Ipvs dealings =
        IpvsReport.of(
            ipvs, services.reconciliation(), parameters.last(), kernel, services.foreign(kernel));
    return new StatusComposer(
            configuration.running(),
            services.beliefs().all(),
            kernel,
            elector.view().asOf(ElectorView.steadyNow()),
            tracked.report(),
            services.allocations().decisions(),
            services.allocations().instructions(),
            actions.log())
        .compose(
            director,
            dealings,
            services.checker(),
            orders.report(configuration.running(), elector.view()),
            problems(read.isPresent()))
        .configured(reloads.status())
        .with(peer.report());
  }

  private List<String> problems(boolean readable) {
    List<String> problems = new ArrayList<>();
    if (!readable) {
      problems.add(StatusReport.UNREADABLE);
    }
    problems.addAll(services.reconciliation().refusals());
    problems.addAll(reloads.problems());
    problems.addAll(configuration.problems());
    problems.addAll(parameters.last().problems());
    problems.addAll(actions.problems());
    problems.addAll(notify.problems());
    problems.addAll(journal.problems());
    problems.addAll(orders.problems());
    elector.view().orderProblem().ifPresent(problems::add);
    problems.addAll(services.problems());
    problems.addAll(reached.problems());
    problems.addAll(peer.problems());
    return problems;
  }

  @Override
  public CompletionStage<Outcome> handOver(
      Caller caller, String instance, boolean persist, String reason) {
    return elector.roles().handOver(caller, instance, persist, reason);
  }

  @Override
  public CompletionStage<Outcome> standby(Caller caller, StandbyOrder order) {
    return elector.roles().standby(caller, order);
  }

  @Override
  public CompletionStage<Outcome> resume(Caller caller, String reason) {
    return elector.roles().resume(caller, reason);
  }

  @Override
  public CompletionStage<Outcome> instruct(
      Caller caller, String service, String server, ServerOrder order) {
    ServerKey key = new ServerKey(service, server);
    return kernel()
        .thenComposeAsync(
            kernel -> instructions.give(caller, configuration.running(), key, order, kernel), loop);
  }

  @Override
  public CompletionStage<CheckRun> runChecks(
      Caller caller, String service, String server, Optional<String> check) {
    ServerKey key = new ServerKey(service, server);
    return beginning.thenComposeAsync(
        done -> services.checkRuns().give(caller, configuration.running(), key, check), loop);
  }

  @Override
  public CompletionStage<StatsReport> stats() {
    return CompletableFuture.supplyAsync(configuration::running, loop)
        .thenCombineAsync(
            ipvs.read(),
            (config, kernel) -> new StatsComposer(config, kernel).compose(Instant.now()));
  }

  @Override
  public CompletionStage<String> ipvsSave() {
    return ipvs.read()
        .thenApplyAsync(kernel -> String.join("\n", IpvsadmForm.lines(kernel.table())) + "\n");
  }

  @Override
  public CompletionStage<Outcome> reload(Caller caller) {
    return reloads.reload(caller, Optional.empty());
  }

  /** By how much its thread came too late, at worst since this was asked last. */
  public Duration worstLateness() {
    return loop.worstLateness();
  }

  /** All lateness of the checking thread since it started. */
  public Duration checkerLateness() {
    return services.checkerLateness();
  }

  /** What can be asked about the configuration. */
  public ConfigActions configuration() {
    return reloads;
  }

  /** On SIGHUP; what comes of it is in the log. */
  public void reload() {
    reloads.reloadOnSignal();
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
    reporting.stop(atMost.plus(NOTIFIES_WITHIN));
    journal.tell(
        Event.of(
            Event.Kind.STOP,
            Target.NODE,
            keep ? "the elector and the IPVS table stay as they are" : "in order"));
    CompletableFuture.runAsync(this::endReconciling, loop).join();
    CompletableFuture.runAsync(tracked::close, loop).join();
    services.endChecks();
    configuration.close();
    peer.close();
    boolean released = keep || elector.stop(atMost);
    elector.link().close();
    notify.stop(!keep && released, NOTIFIES_WITHIN);
    if (!keep && released) {
      services.remove();
    }
    loop.shutdownNow();
    ipvs.close();
    return released;
  }

  /** A pass after this would put back what the stop removes. */
  private void endReconciling() {
    stopping = true;
    actions.close();
    services.reconciliation().end();
  }
}
