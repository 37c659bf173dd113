// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host that runs Debian's keepalived: the peer to be compatible with, and the yardstick. */
public final class KeepalivedHost {
  private final Host host;
  private final Path log;
  private int starts;
  private @Nullable Process process;

  public KeepalivedHost(Host host) {
    this.host = host;
    this.log = host.directory().resolve("keepalived.log");
  }

  public Host host() {
    return host;
  }

  /**
   * Starts keepalived.
   *
   * @param routers the real servers that it is to check and to balance; with none it only takes
   *     part in the election
   */
  public void start(VirtualRouter election, String vip, List<PhotoRouter> routers)
      throws IOException, InterruptedException {
    Path config = host.directory().resolve("keepalived.conf");
    Files.writeString(config, election(election, vip) + balancing(vip, routers));
    List<String> command =
        new ArrayList<>(List.of("keepalived", "-n", "-l", "-D", "-f", config.toString()));
    // After a SIGKILL Debian's version finds its old pid files and will not start again; new names
    // help.
    starts++;
    for (String option : List.of("-p", "-r", "-c")) {
      command.addAll(List.of(option, host.directory().resolve("pid" + option + starts).toString()));
    }
    if (routers.isEmpty()) {
      command.add("-P");
    }
    process = host.start(log, command);
  }

  /** Stops it as an init system does: it says goodbye with priority 0. Returns at once. */
  public void terminate() {
    if (process != null) {
      process.destroy();
    }
  }

  /** Waits until it has stopped. */
  public void awaitEnd() throws InterruptedException {
    if (process != null) {
      process.waitFor();
    }
  }

  /**
   * Kills it without a last word. Its children get a SIGTERM when their parent dies, and would say
   * goodbye, so the parent dies last; stopped, it cannot start new ones meanwhile.
   */
  public void kill() throws IOException, InterruptedException {
    if (process == null) {
      return;
    }
    Signal.STOP.to(List.of(process.toHandle()));
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  private static String election(VirtualRouter election, String vip) {
    return """
        global_defs {
          router_id lab
          vrrp_version %d
          vrrp_rt_priority 50
        }
        vrrp_instance photos {
          state BACKUP
          interface eth0
          virtual_router_id %d
          priority %d
          advert_int %d
          virtual_ipaddress { %s/24 }
        }
        """
        .formatted(
            election.version(),
            VirtualRouter.ID,
            election.priority(),
            VirtualRouter.INTERVAL.toSeconds(),
            vip);
  }

  private static String balancing(String vip, List<PhotoRouter> routers) {
    if (routers.isEmpty()) {
      return "";
    }
    StringBuilder config = new StringBuilder("virtual_server " + vip + " 443 {\n");
    config.append("  delay_loop 1\n  lb_algo wrr\n  lb_kind DR\n  protocol TCP\n");
    for (PhotoRouter router : routers) {
      config
          .append("  real_server ")
          .append(router.address())
          .append(" 443 {\n    weight 1\n")
          .append(
              "    SSL_GET {\n      url {\n        path /health\n        status_code 200\n      }\n")
          .append(
              "      connect_timeout 1\n      retry 1\n      delay_before_retry 1\n    }\n  }\n");
    }
    return config.append("}\n").toString();
  }
}
