// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.wire.Host;
import director.lab.wire.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The one host of these benches: a checker and all that it checks, in one network namespace.
 * 10.0/16 and 10.1/16 are local; what of 10/8 is not so goes out of the only interface, to nobody.
 */
final class CheckHost implements AutoCloseable {
  /** The processor that checkers are kept to, as {@code taskset} takes it. */
  static final String CHECKER = "0";

  /** The processor of the checked servers. */
  static final String SERVERS = "1";

  static final String ANY = "0-" + (Runtime.getRuntime().availableProcessors() - 1);

  /** As {@code nice} takes it: before all that else goes on. */
  static final int PREFERRED = -19;

  static final int ORDINARY = 0;

  /** The second byte of the addresses that can be lost, see {@link #loseMortals}. */
  static final int MORTAL = 1;

  private static final String NOBODY = "192.0.2.254";

  private final Lab lab = new Lab();
  private final Host host = lab.host("director", 1);

  CheckHost() throws IOException, InterruptedException {
    BenchLab.silenceConsole();
    ip("route add local " + network(0) + " dev lo");
    ip("route add local " + network(MORTAL) + " dev lo");
    ip("neigh add " + NOBODY + " lladdr 02:00:00:00:00:fe dev eth0 nud permanent");
    ip("route add 10.0.0.0/8 via " + NOBODY + " dev eth0");
  }

  Host host() {
    return host;
  }

  /** What is sent to 10.1.0.0/16 is answered by nobody any more, not even with a refusal. */
  void loseMortals() throws IOException, InterruptedException {
    ip("route del local " + network(MORTAL) + " dev lo table local");
  }

  private static String network(int x) {
    return "10." + x + ".0.0/16";
  }

  private void ip(String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("ip"));
    words.addAll(List.of(command.split(" ", -1)));
    host.run(words.toArray(String[]::new)).orThrow();
  }

  /** Starts a command on some processors; what it says goes into {@code log}. */
  Process start(int nice, String processors, Path log, List<String> command)
      throws IOException, InterruptedException {
    return host.start(log, on(nice, processors, command));
  }

  /** Starts a command on some processors, whose outputs, in one, and input are the caller's. */
  Process converse(
      int nice, String processors, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(on(nice, processors, command)).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return host.inside(builder::start);
  }

  /**
   * Linux weighs sessions before it weighs processes: what is preferred needs a session of its own.
   */
  private static List<String> on(int nice, String processors, List<String> command) {
    List<String> words = new ArrayList<>();
    if (nice == PREFERRED) {
      String weigh = "echo " + nice + " >/proc/self/autogroup; exec \"$0\" \"$@\"";
      words.addAll(List.of("setsid", "sh", "-c", weigh));
    }
    words.addAll(List.of("nice", "-n", Integer.toString(nice), "taskset", "-c", processors));
    words.addAll(command);
    return words;
  }

  /**
   * Ends all of them at once: first none of them may run, or else a parent that sees its child die
   * starts another, and a child that sees its parent die says goodbye.
   */
  static void kill(List<ProcessHandle> processes) {
    List<ProcessHandle> alive = processes.stream().filter(ProcessHandle::isAlive).toList();
    if (alive.isEmpty()) {
      return;
    }
    try {
      signal("STOP", alive);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stop " + processes, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    alive.forEach(ProcessHandle::destroyForcibly);
  }

  static void signal(String signal, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    processes.forEach(one -> command.add(Long.toString(one.pid())));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Override
  public void close() throws IOException {
    lab.close();
  }
}
