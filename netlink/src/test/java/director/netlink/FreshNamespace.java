// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import director.netlink.linux.NetworkNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A network namespace of its own for one lab test, with a thread inside it. Needs root. */
public final class FreshNamespace implements AutoCloseable {
  private final String name;
  private final ExecutorService inside = Executors.newSingleThreadExecutor();

  private FreshNamespace(String name) {
    this.name = name;
  }

  /** Made empty, with a loopback that is down. */
  public static FreshNamespace create(String name) throws Exception {
    String unique = name + "-" + ProcessHandle.current().pid();
    run(List.of("ip", "netns", "add", unique));
    FreshNamespace namespace = new FreshNamespace(unique);
    namespace.inside(
        () -> {
          NetworkNamespace.enter(unique);
          return unique;
        });
    return namespace;
  }

  public String name() {
    return name;
  }

  /** Runs something in the thread that lives there, and waits for it. */
  public <T> T inside(Callable<T> what) throws Exception {
    try {
      return inside.submit(what).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * What ip(8) says there.
   *
   * @param arguments separated by one space each
   */
  public String ip(String arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "-n", name));
    command.addAll(List.of(arguments.split(" ")));
    return run(command);
  }

  /** Sets a kernel parameter there, such as net.ipv4.ip_forward=1. */
  public void sysctl(String setting) throws IOException {
    run(List.of("ip", "netns", "exec", name, "sysctl", "-q", "-w", setting));
  }

  @Override
  public void close() throws IOException {
    inside.shutdown();
    run(List.of("ip", "netns", "delete", name));
  }

  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
    return said;
  }
}
