// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Debian's keepalived, elections only.
 *
 * @param realTime whether it has real-time priority, which is not its default
 */
record Keepalived(boolean realTime) implements Daemon {
  /** After a SIGKILL Debian's version finds its old pid files and will not start again. */
  private static final AtomicInteger STARTS = new AtomicInteger();

  @Override
  public String name() {
    return realTime ? "keepalived rt" : "keepalived";
  }

  @Override
  public String lastWord() {
    return Running.BACKUP;
  }

  @Override
  public Running start(Host host, Role role) throws IOException, InterruptedException {
    Path directory = host.directory();
    Path config = directory.resolve("keepalived.conf");
    Files.writeString(config, config(role));
    Path log = directory.resolve("keepalived.log");
    Files.deleteIfExists(log);
    String pid = directory.resolve("pid" + STARTS.incrementAndGet()).toString();
    List<String> command =
        List.of(
            "keepalived",
            "-n",
            "-l",
            "-D",
            "-P",
            "-f",
            config.toString(),
            "-p",
            pid,
            "-r",
            pid + "-vrrp");
    return new Running(host, host.start(log, command), log);
  }

  private String config(Role role) {
    StringBuilder text = new StringBuilder("global_defs {\n  router_id bench\n  vrrp_version 3\n");
    if (realTime) {
      // Without the second it is killed after 10 ms of work in one go, as when 255 routers take
      // over.
      text.append("  vrrp_rt_priority 50\n  vrrp_rlimit_rttime 1000000\n");
    }
    text.append("}\n");
    for (Role.Router router : role.routers()) {
      text.append(
          """
          vrrp_instance router-%d {
            state BACKUP
            interface eth0
            virtual_router_id %d
            priority %d
            advert_int %s
            virtual_ipaddress { %s/%d }
          }
          """
              .formatted(
                  router.id(),
                  router.id(),
                  role.priority(),
                  String.format(Locale.ROOT, "%.2f", role.interval().toMillis() / 1000.0),
                  router.address(),
                  router.prefixLength()));
    }
    return text.toString();
  }
}
