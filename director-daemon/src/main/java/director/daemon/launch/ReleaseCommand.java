// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import director.daemon.LeftServices;
import director.daemon.Options;
import director.daemon.Privileges;
import director.daemon.ProcessLock;
import director.daemon.StartRefusedException;
import director.daemon.elector.FarewellFile;
import director.daemon.elector.LastOrders;
import director.daemon.orders.MachineClock;
import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;
import director.ipvs.IpvsUnavailableException;
import director.ipvs.netlink.NetlinkIpvsClient;
import director.vrrp.Release;
import director.vrrp.orders.Orders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes what a dead elector, and on request a dead director, left in the kernel. */
@Command(
    name = "release",
    description =
        "Removes the virtual addresses, routes, rules and VMAC devices that an elector left which"
            + " was killed and does not come back, as --state-dir remembers them. What another"
            + " directord has put into the same network stays. Refuses while the elector lives: that"
            + " one resigns by SIGTERM.",
    mixinStandardHelpOptions = true,
    versionProvider = Directord.Version.class,
    exitCodeList = {
      "0:nothing is left",
      "2:wrong use of options",
      "70:something could not be removed",
      "75:an elector lives, or with --services a director",
      "77:missing privilege"
    },
    sortOptions = false)
final class ReleaseCommand extends Directord.Program implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where the last orders are kept. Default: ${DEFAULT-VALUE}",
      defaultValue = "/var/lib/directord")
  private Path stateDirectory = Path.of("");

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "Where the director finds the elector. Default: ${DEFAULT-VALUE}",
      defaultValue = "/run/directord/elector.sock")
  private Path socket = Path.of("");

  @Option(
      names = "--control-socket",
      paramLabel = "PATH",
      description =
          "Where directorctl found the director, for --services. Default: control.sock beside"
              + " --socket, NAME.sock for NAME-elector.sock")
  private @Nullable Path controlSocket;

  @Option(
      names = "--services",
      description = "Also our virtual services in IPVS: whoever uses them is cut off.")
  private boolean services;

  private boolean failed;

  @Override
  public Integer call() throws Exception {
    Privileges.require("directord-vrrp.service");
    if (!Files.isDirectory(stateDirectory)) {
      spec.commandLine().getOut().println("nothing was left: there is no " + stateDirectory);
      return 0;
    }
    // Held to the end, so that none is started meanwhile.
    ProcessLock elector = ProcessLock.ofElector(stateDirectory, socket);
    try {
      releaseAll();
    } finally {
      elector.close();
    }
    return failed ? StartRefusedException.INTERNAL : 0;
  }

  private void releaseAll() throws IOException, StartRefusedException {
    LastOrders orders = new LastOrders(stateDirectory);
    Release.of(kept(orders::read), kept(orders::before), this::tell);
    new FarewellFile(stateDirectory, MachineClock.open()).forget();
    if (services) {
      ProcessLock director = ProcessLock.ofDirector(stateDirectory, controlSocket());
      try {
        removeServices(LeftServices.of(stateDirectory));
      } finally {
        director.close();
      }
    }
  }

  /** On a read-only disk it is by the lock beside it that a director is known to live. */
  private Path controlSocket() {
    return controlSocket == null ? Options.controlSocketBeside(socket) : controlSocket;
  }

  /** A kernel that has no IPVS, or none any more, has no services. */
  private void removeServices(LeftServices left) throws IOException {
    if (left.isEmpty()) {
      return;
    }
    try (IpvsClient client = NetlinkIpvsClient.open()) {
      left.remove(client, this::tell);
    } catch (IpvsUnavailableException e) {
      tell("no service is left: " + e.getMessage());
    } catch (IpvsException e) {
      tell("cannot remove services: " + e.getMessage());
    }
  }

  private interface Kept {
    Orders read() throws IOException;
  }

  private Orders kept(Kept orders) {
    try {
      return orders.read();
    } catch (IOException e) {
      tell("cannot read what the elector was told last: " + e.getMessage());
      return Orders.of(List.of());
    }
  }

  private void tell(String sentence) {
    failed |= sentence.startsWith("cannot ");
    PrintWriter out = spec.commandLine().getOut();
    out.println(sentence);
    out.flush();
  }
}
