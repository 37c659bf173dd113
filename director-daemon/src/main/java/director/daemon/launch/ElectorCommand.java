// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import director.daemon.Privileges;
import director.daemon.ProcessLock;
import director.daemon.StartRefusedException;
import director.daemon.control.DirectorVersion;
import director.daemon.elector.ElectorServer;
import director.daemon.elector.FarewellFile;
import director.daemon.elector.LastOrders;
import director.daemon.elector.RoleOrders;
import director.daemon.orders.MachineClock;
import director.daemon.supervision.ElectorReports;
import director.daemon.supervision.Supervisor;
import director.netlink.linux.ErrnoException;
import director.netlink.linux.RealTime;
import director.systemd.SdNotify;
import director.systemd.WatchdogTime;
import director.vrrp.Elector;
import director.vrrp.Farewell;
import director.vrrp.orders.Orders;
import director.vrrp.rehearsal.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the elector until it is told to stop. */
@Command(
    name = "vrrp",
    description =
        "The elector: runs all VRRP elections and holds the virtual addresses, and nothing else."
            + " The director starts it, or systemd; it lives on without the director, with its last"
            + " orders. SIGTERM resigns and stops in order. SIGUSR1 ends it for a restart: it keeps the"
            + " role and asks the others to wait for it.",
    mixinStandardHelpOptions = true,
    versionProvider = Directord.Version.class,
    exitCodeList = {
      "0:stopped in order",
      "2:wrong use of options",
      "70:internal error",
      "75:another one runs with this state directory",
      "77:missing privilege"
    },
    sortOptions = false)
final class ElectorCommand extends Directord.Program implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("elector");

  /** In the middle: below what keeps the machine alive, above all that serves. */
  private static final int PRIORITY = 50;

  /** The longest interval of version 3, and more. */
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(45);

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "Where the director finds us. Default: ${DEFAULT-VALUE}",
      defaultValue = "/run/directord/elector.sock")
  private Path socket = Path.of("");

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where the last orders are kept. Default: ${DEFAULT-VALUE}",
      defaultValue = "/var/lib/directord")
  private Path stateDirectory = Path.of("");

  @Option(
      names = "--await-orders",
      description = "Do nothing before a director gives orders; else begin with the last ones.")
  private boolean awaitOrders;

  @Option(
      names = "--restart-within",
      paramLabel = "SECONDS",
      description = {
        "How long the backups wait at most for one that left by SIGUSR1 and never comes back"
            + " (VRRPv3); three quarters of it are sure. 0 to hand over before each restart."
            + " Default: ${DEFAULT-VALUE}"
      },
      defaultValue = "10")
  private int restartWithin;

  @Override
  public Integer call() throws Exception {
    LogFormat.install();
    Privileges.require("directord-vrrp.service");
    ProcessLock lock = ProcessLock.ofElector(stateDirectory, socket);
    try {
      run();
    } finally {
      lock.close();
    }
    return 0;
  }

  private void run() throws IOException, StartRefusedException {
    Path directory = socket.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    LastOrders lastOrders = new LastOrders(stateDirectory);
    MachineClock clock = MachineClock.open();
    RoleOrders roles = RoleOrders.open(stateDirectory, clock);
    FarewellFile farewells = new FarewellFile(stateDirectory, clock);
    try (ElectorServer server =
        ElectorServer.open(socket, DirectorVersion.current(), lastOrders, roles)) {
      Elector elector = Elector.open(server);
      roles.restore(elector);
      elector.expect(farewells.take());
      ElectorReports reports = new ElectorReports(Supervisor.ofThisProcess());
      server.alsoTell(reports::stand);
      feedWatchdog(elector);
      // Before any word to stop: what a former life left is taken up first, and so taken away.
      elector.remember(kept("what was ordered before", lastOrders::before));
      if (awaitOrders) {
        elector.remember(kept("what was ordered", lastOrders::read));
      } else {
        elector.order(lastOrders(lastOrders));
      }
      Signals.on("TERM", () -> stop(elector, reports, "SIGTERM"));
      Signals.on("INT", () -> stop(elector, reports, "SIGINT"));
      Signals.on("USR1", () -> elector.leave(Duration.ofSeconds(restartWithin)));
      // The unit's ReloadSignal=, without a handler of which systemd 262 does not let it start.
      Signals.on("HUP", () -> reload(reports));
      server.serve(elector);
      Thread settling = new Thread(ElectorCommand::settle, "settle");
      settling.setDaemon(true);
      settling.start();
      privileged("real-time priority", () -> RealTime.fifo(PRIORITY));
      privileged("real-time priority of the JVM", () -> RealTime.fifoOfVirtualMachine(PRIORITY));
      elector.run();
      if (elector.leftNothing()) {
        server.ended();
      }
      if (elector.farewells().isPresent()) {
        leave(farewells, elector.farewells().get());
      } else {
        reports.stopped("resigned everywhere, no virtual address is left here");
        LOG.info("stopped: resigned everywhere, no virtual address is left here");
      }
    }
  }

  /**
   * Opens what may be needed one day, lets go of what only the start needed, uses once more what
   * elections need, and sees that this stays in memory. At ordinary priority, beside the elections.
   */
  private static void settle() {
    Foothold.take();
    if (Boolean.parseBoolean(System.getProperty("directord.rehearsal", "true"))) {
      Rehearsal.begin(
          () -> StartMemory.letGo(LOG),
          told -> {
            LOG.info(told);
            lockMemory();
          });
    } else {
      StartMemory.letGo(LOG);
      lockMemory();
    }
  }

  private static void lockMemory() {
    privileged("locked memory", RealTime::lockMemory);
  }

  /** Without a note the next one listens for an interval before it speaks. */
  private static void leave(FarewellFile file, List<Farewell> farewells) {
    try {
      file.keep(farewells);
      LOG.info("left for a restart; MASTER still of {} virtual routers", farewells.size());
    } catch (IOException e) {
      LOG.error("left for a restart, but cannot tell the next elector: {}", e.toString());
    }
  }

  private static void reload(ElectorReports reports) {
    LOG.info("SIGHUP: nothing to read anew, the director gives the orders");
    reports.reload();
  }

  private static void stop(Elector elector, ElectorReports reports, String signal) {
    reports.stop("resigns, and takes the virtual addresses away", ENDS_WITHIN);
    elector.stop("the elector was stopped (" + signal + ")");
  }

  /** By a supervisor of the loop's own: what others have to tell never makes it wait. */
  private static void feedWatchdog(Elector elector) {
    Supervisor supervisor = Supervisor.ofThisProcess();
    WatchdogTime.of(System.getenv(), ProcessHandle.current().pid())
        .ifPresent(time -> elector.beat(time.every(), () -> supervisor.tell(SdNotify.WATCHDOG)));
  }

  private interface Kept {
    Orders read() throws IOException;
  }

  /** Without it what a former life left, and nobody wants any more, stays. */
  private static Orders kept(String what, Kept kept) {
    try {
      return kept.read();
    } catch (IOException e) {
      LOG.warn("does not know {}: {}", what, e.getMessage());
      return Orders.of(List.of());
    }
  }

  /** Without them it waits for a director, which has newer ones anyway. */
  private static Orders lastOrders(LastOrders kept) {
    try {
      if (kept.areOfThisBoot()) {
        return kept.read();
      }
      LOG.info("waits for a director: the machine was started anew, so that IPVS is empty yet");
      return Orders.of(List.of());
    } catch (IOException e) {
      LOG.error("begins without orders: {}", e.getMessage());
      return Orders.of(List.of());
    }
  }

  private interface Wish {
    void run() throws ErrnoException;
  }

  /** What makes a busy machine harmless, but is not needed to work. */
  private static void privileged(String what, Wish wish) {
    try {
      wish.run();
    } catch (ErrnoException e) {
      LOG.warn(
          "without {}: {}; advertisements may be late on a busy machine", what, e.getMessage());
    }
  }
}
