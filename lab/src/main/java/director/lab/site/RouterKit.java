// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Finished;
import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code rs-kit} on a router, out of the checkout: what its package would install there. */
public final class RouterKit {
  /** Where its agent listens. */
  public static final int AGENT_PORT = 5555;

  private final Host host;
  private final Path root;
  private final Path config;
  private final Path load;

  /**
   * Writes its configuration; nothing is started.
   *
   * @param root the package's files, as they would lie below {@code /}
   */
  public RouterKit(PhotoRouter router, Path root, List<String> vips) throws IOException {
    this.host = router.host();
    this.root = root;
    this.config = host.directory().resolve("rs-kit.conf");
    this.load = host.directory().resolve("loadavg");
    StringBuilder text = new StringBuilder();
    vips.forEach(vip -> text.append("vip = ").append(vip).append(" 443\n"));
    text.append("serves = pid-file ").append(host.directory().resolve("nginx.pid")).append('\n');
    text.append("agent-port = ").append(AGENT_PORT).append('\n');
    Files.writeString(config, text);
    load(0);
  }

  /** Starts the agent, a process for each connection as by its socket unit. */
  public void startAgent() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    // The load of the machine is that of all hosts of the lab, so this one gets its own.
    command.addAll(List.of("unshare", "--mount", "sh", "-c"));
    command.add("mount --bind \"$0\" /proc/loadavg && exec \"$@\"");
    command.add(load.toString());
    command.addAll(List.of("systemd-socket-activate", "--accept", "--inetd"));
    command.addAll(List.of("--listen", Integer.toString(AGENT_PORT)));
    command.add(root.resolve("usr/lib/rs-kit/agent").toString());
    command.addAll(List.of(config.toString(), directory("run"), directory("state")));
    host.start(host.directory().resolve("agent.log"), command);
  }

  /**
   * From now on the agent sees a load of the last minute.
   *
   * @param processes that run, for each core; 0..99
   */
  public void load(int processes) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    Files.writeString(load, "%d.00 0.00 0.00 1/100 1\n".formatted(processes * cores));
  }

  /** Runs {@code rs-kit} there, to its end, whatever that end is. */
  public Finished run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("usr/sbin/rs-kit").toString());
    command.addAll(List.of("--config", config.toString()));
    command.addAll(List.of("--run", directory("run"), "--state", directory("state")));
    command.addAll(List.of(arguments));
    return host.run(command.toArray(String[]::new));
  }

  private String directory(String name) {
    return host.directory().resolve("kit-" + name).toString();
  }
}
