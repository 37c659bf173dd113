// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import director.netlink.linux.NetworkNamespace;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A network namespace with an IPVS table of its own, and a thread that lives in it. */
final class LabNamespace {
  private final String name = "ipvs-" + ProcessHandle.current().pid();
  private final ExecutorService inside = Executors.newSingleThreadExecutor();

  /** Needs root. */
  static LabNamespace create() throws Exception {
    LabNamespace namespace = new LabNamespace();
    command(List.of("ip", "netns", "add", namespace.name));
    try {
      namespace.run("ip", "link", "set", "lo", "up");
      namespace.call(
          () -> {
            NetworkNamespace.enter(namespace.name);
            return true;
          });
      return namespace;
    } catch (Exception e) {
      namespace.delete();
      throw e;
    }
  }

  /** What sockets are opened by {@code task} belong to the namespace. */
  <T> T call(Callable<T> task) throws Exception {
    try {
      return inside.submit(task).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** The lines that a program printed in the namespace. */
  List<String> run(String... program) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", name));
    line.addAll(List.of(program));
    return command(line);
  }

  /**
   * The same, of a program that gets {@code lines} to read. It is started by the thread that lives
   * in the namespace, which saves another program that would enter it.
   */
  List<String> feed(List<String> lines, String... program) throws Exception {
    return call(() -> command(List.of(program), lines));
  }

  private static List<String> command(List<String> line) throws IOException, InterruptedException {
    return command(line, List.of());
  }

  private static List<String> command(List<String> line, List<String> input)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
      for (String each : input) {
        in.write(each + "\n");
      }
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", line) + ": " + output);
    }
    return output.lines().toList();
  }

  void delete() throws IOException, InterruptedException {
    inside.shutdownNow();
    command(List.of("ip", "netns", "delete", name));
  }
}
