// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.wire.Host;
import director.lab.wire.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** Two directors and a client on one segment. Who answers a ping shows by the TTL. */
final class BenchLab implements AutoCloseable {
  static final String VIP = "192.0.2.100";

  /** The TTL of what host n sends is this + n. */
  static final int TTL = 100;

  private static final int FIRST = 1;
  private static final int SECOND = 2;
  private static final int CLIENT = 3;

  private final Lab lab = new Lab();
  private final Host first = lab.host("d1", FIRST);
  private final Host second = lab.host("d2", SECOND);
  private final Host client = lab.host("client", CLIENT);

  /** Behind a port that is closed; one whose link was down comes up open. */
  private final Set<Host> isolated = new HashSet<>();

  BenchLab() throws IOException, InterruptedException {
    silenceConsole();
    for (Host host : new Host[] {first, second, client}) {
      host.inside(ttl(TTL + number(host)));
    }
  }

  /**
   * keepalived writes to the console what no syslog daemon takes, and a virtual machine's serial
   * console stops a processor for 1 to 8 ms a line. The mount is seen by this lab only.
   */
  static void silenceConsole() throws IOException, InterruptedException {
    run("mount", "--bind", "/dev/null", "/dev/console");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("'" + String.join(" ", command) + "' failed: see above");
    }
  }

  private static Callable<Path> ttl(int ttl) {
    Path file = Path.of("/proc/sys/net/ipv4/ip_default_ttl");
    return () -> Files.writeString(file, ttl + "\n");
  }

  Host first() {
    return first;
  }

  Host second() {
    return second;
  }

  Host client() {
    return client;
  }

  /** The last byte of its addresses. */
  static int number(Host host) {
    return Integer.parseInt(host.mac().substring(host.mac().length() - 2), 16);
  }

  /** Ends what runs on both directors, and gives them back their first addresses and their link. */
  void reset() throws IOException, InterruptedException {
    for (Host host : new Host[] {first, second}) {
      host.killAll();
      while (!host.processes().isEmpty()) {
        Thread.sleep(2);
      }
      host.restoreLink();
      if (isolated.remove(host)) {
        admit(host);
      }
      host.run("ip", "addr", "flush", "dev", "eth0").orThrow();
      host.run("ip", "addr", "add", host.address() + "/24", "dev", "eth0").orThrow();
    }
  }

  /** Lets no frame of that host pass the switch, in neither direction; it keeps its carrier. */
  void isolate(Host host) throws IOException, InterruptedException {
    isolated.add(host);
    portState(host, 0);
  }

  /** Ends {@link #isolate}. */
  void admit(Host host) throws IOException, InterruptedException {
    portState(host, 3);
    isolated.remove(host);
  }

  /** States of the spanning tree protocol: 0 is disabled, 3 forwarding. */
  private static void portState(Host host, int state) throws IOException, InterruptedException {
    run("bridge", "link", "set", "dev", "to-" + host.name(), "state", Integer.toString(state));
  }

  /** Copies the directors' files (configurations and logs) there. */
  void copyFilesTo(Path target) throws IOException {
    Files.createDirectories(target);
    lab.copyFilesTo(target);
  }

  @Override
  public void close() throws IOException {
    lab.close();
  }
}
