// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import director.daemon.Director;
import director.daemon.LoadedConfig;
import director.daemon.Options;
import director.daemon.Privileges;
import director.daemon.ProcessLock;
import director.daemon.StartRefusedException;
import director.daemon.config.ConfigProblem;
import director.daemon.config.ConfigRejectedException;
import director.daemon.config.ControlConfig;
import director.daemon.config.DirectorConfig;
import director.daemon.control.ControlServer;
import director.daemon.control.Limits;
import director.daemon.control.Routes;
import director.daemon.explain.cause.Explain;
import director.daemon.journal.DiskJournal;
import director.daemon.journal.Journal;
import director.daemon.supervision.Supervisor;
import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;
import director.ipvs.IpvsOnDemand;
import director.ipvs.IpvsPermissionException;
import director.ipvs.netlink.NetlinkIpvsClient;
import director.systemd.WatchdogTime;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the director until it is told to stop. */
@Command(
    name = "directord",
    description =
        "Keeps virtual addresses on the right director (VRRP), spreads connections over real"
            + " servers (IPVS), and takes sick servers out. Runs in the foreground and logs to"
            + " stderr. SIGTERM stops in order, SIGHUP reloads the configuration.",
    mixinStandardHelpOptions = true,
    versionProvider = Directord.Version.class,
    sortOptions = false)
final class RunCommand extends Directord.Program implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** The longest interval of version 3, after which it does not wait for a successor, and more. */
  private static final Duration ELECTOR_ENDS_WITHIN = Duration.ofSeconds(45);

  /** By then each server was asked several times. */
  private static final Duration SETTLED_AFTER = Duration.ofSeconds(15);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration. Default: ${DEFAULT-VALUE}",
      defaultValue = "/etc/directord/director.conf")
  private Path config = Path.of("");

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "What outlives a restart. Default: ${DEFAULT-VALUE}",
      defaultValue = "/var/lib/directord")
  private Path stateDirectory = Path.of("");

  @Option(
      names = "--control-socket",
      paramLabel = "PATH",
      description = "Where directorctl finds us. Default: ${DEFAULT-VALUE}",
      defaultValue = "/run/directord/control.sock")
  private Path controlSocket = Path.of("");

  @Option(
      names = "--attach",
      description =
          "The elector is started and stopped by somebody else, as by systemd: wait for it, and"
              + " leave it and the IPVS table as they are when this process ends.")
  private boolean attach;

  @Option(
      names = "--check",
      description =
          "Start nothing: only ask what a start and a reload ask, with the rights of this process, and end with 0"
              + " or with the exit status of the start. A director that runs is not disturbed.")
  private boolean check;

  @Override
  public Integer call() throws Exception {
    LogFormat.install();
    Options options = new Options(config, stateDirectory, controlSocket, attach);
    LoadedConfig loaded = load(config, check);
    Privileges.require("directord.service");
    if (check) {
      StartCheck.of(stateDirectory, openIpvs(loaded.config()));
      return 0;
    }
    ProcessLock lock = ProcessLock.ofDirector(stateDirectory, controlSocket);
    try {
      return run(options, loaded) ? 0 : StartRefusedException.INTERNAL;
    } finally {
      lock.close();
    }
  }

  private static LoadedConfig load(Path file, boolean check) throws StartRefusedException {
    try {
      return check ? LoadedConfig.of(file) : LoadedConfig.toStart(file);
    } catch (ConfigRejectedException e) {
      if (!Files.isReadable(file)) {
        // What is missing then is rather a privilege than a file.
        Privileges.require("directord.service");
      }
      throw new StartRefusedException(
          StartRefusedException.CONFIG,
          e.problems().stream()
              .map(ConfigProblem::toString)
              .collect(
                  Collectors.joining(
                      "\n", "the configuration was refused:\n", "\nNothing was changed.")));
    }
  }

  private static IpvsClient openIpvs(DirectorConfig config) throws StartRefusedException {
    try {
      return IpvsOnDemand.open(NetlinkIpvsClient::open, config.needsIpvs());
    } catch (IpvsPermissionException e) {
      throw new StartRefusedException(StartRefusedException.NO_PERMISSION, sentence(e));
    } catch (IpvsException e) {
      throw new StartRefusedException(StartRefusedException.UNAVAILABLE, sentence(e));
    }
  }

  private static ControlServer openControl(
      Options options, ControlConfig config, Director director, Journal journal)
      throws StartRefusedException {
    try {
      Routes routes = Routes.of(director, director.configuration(), journal, Explain::of);
      return ControlServer.open(options.controlSocket(), config, routes, Limits.DEFAULT);
    } catch (AccessDeniedException e) {
      throw new StartRefusedException(
          StartRefusedException.NO_PERMISSION,
          "no permission for the control socket: " + e.getMessage());
    } catch (IOException e) {
      throw new StartRefusedException(
          StartRefusedException.OCCUPIED, String.valueOf(e.getMessage()));
    }
  }

  private static String sentence(IpvsException e) {
    return String.valueOf(e.getMessage());
  }

  private static boolean run(Options options, LoadedConfig loaded)
      throws StartRefusedException, IOException, InterruptedException {
    try (DiskJournal journal = DiskJournal.open(options.stateDirectory(), Directord::dieOf)) {
      return run(options, loaded, journal);
    }
  }

  private static boolean run(Options options, LoadedConfig loaded, DiskJournal journal)
      throws StartRefusedException, IOException, InterruptedException {
    Director director =
        new Director(
            options, loaded, openIpvs(loaded.config()), launcher(), journal, Directord::dieOf);
    journal.recordConditions(director::worstLateness, director::checkerLateness);
    ControlServer control = openControl(options, director.control(), director, journal);
    director.reachedBy(control);
    try {
      Signals.on("HUP", () -> director.reload());
      // The unit's ReloadSignal=: systemd 262 asks for a handler. It is directorctl that reloads.
      Signals.on("CONT", () -> {});
      Signals.on("TERM", () -> director.askToStop(false));
      Signals.on("INT", () -> director.askToStop(false));
      director.reportTo(
          Supervisor.ofThisProcess(),
          WatchdogTime.of(System.getenv(), ProcessHandle.current().pid()));
      director.start(RunCommand::started, Directord::dieOf);
      boolean keep = director.awaitStop();
      boolean stopped = director.stop(keep, ELECTOR_ENDS_WITHIN);
      LOG.info("stopped{}", keep ? "; the elector and the IPVS table stay as they are" : "");
      return stopped;
    } finally {
      control.close();
    }
  }

  private static void started() {
    LOG.info("ready: IPVS is as configured, the elector has its orders");
    CompletableFuture.delayedExecutor(SETTLED_AFTER.toSeconds(), TimeUnit.SECONDS)
        .execute(RunCommand::settle);
  }

  private static void settle() {
    Foothold.openJars();
    StartMemory.letGo(LOG);
  }

  /** bin/directord tells where it is, so that it can be run again for the elector. */
  private static Path launcher() throws StartRefusedException {
    String launcher = System.getProperty("directord.launcher", "");
    if (launcher.isEmpty()) {
      throw new StartRefusedException(
          StartRefusedException.INTERNAL,
          "the system property directord.launcher is not set: start by bin/directord");
    }
    return Path.of(launcher);
  }
}
