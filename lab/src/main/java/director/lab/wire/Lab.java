// SPDX-License-Identifier: Apache-2.0
package director.lab.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One Ethernet segment and the hosts on it. The switch is a bridge in the namespace of this JVM,
 * which {@code lab/bin/enter} made for it alone; so names never collide with another lab's.
 */
public final class Lab implements AutoCloseable {
  /** The switch, and the device on which the whole segment can be observed. */
  public static final String SWITCH = "switch";

  /** The segment: TEST-NET-1 (RFC 5737). */
  private static final String NETWORK = "192.0.2.";

  private static final String NETWORK6 = "2001:db8::";
  private static final String PREFIX_LENGTH = "/24";
  private static final Path ROOT = Path.of("/run/lab");

  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final Set<String> machines = new HashSet<>();

  /**
   * Builds the empty segment.
   *
   * @throws IllegalStateException outside of {@code lab/bin/enter}: it would change this machine's
   *     own network
   */
  public Lab() throws IOException, InterruptedException {
    if (System.getenv("LAB_ENTERED") == null) {
      throw new IllegalStateException(
          "the lab changes the network it runs in, so start it by lab/demo, lab/test or lab/bin/enter");
    }
    deleteTree(ROOT);
    ip("link add " + SWITCH + " type bridge mcast_snooping 0", "link set " + SWITCH + " up");
  }

  /**
   * Adds a host and plugs it in.
   *
   * @param last the last byte of its address, 1..254, also of its hardware address
   */
  public Host host(String name, int last) throws IOException, InterruptedException {
    String mac = String.format("02:00:00:00:00:%02x", last);
    ip("netns add " + name);
    Host host = new Host(name, address(last), mac, ROOT.resolve(name));
    hosts.put(name, host);
    plug(host);
    return host;
  }

  /**
   * Plugs the guest itself in, where {@code lab/bin/systemd} gave this JVM a network beside the
   * guest's: its processes are those of a whole system, and stay when the lab is taken down.
   *
   * @param name that of its network namespace
   */
  public Host machine(String name, int last) throws IOException, InterruptedException {
    String mac = String.format("02:00:00:00:00:%02x", last);
    Host host = new Host(name, address(last), mac, ROOT.resolve(name));
    machines.add(name);
    hosts.put(name, host);
    plug(host);
    return host;
  }

  /** Gives {@code host} a network card: at first, and after {@link #unplug}. */
  public void plug(Host host) throws IOException, InterruptedException {
    String port = Host.port(host.name());
    ip(
        "link add %s type veth peer name eth0 address %s netns %s"
            .formatted(port, host.mac(), host.name()),
        "link set " + port + " master " + SWITCH + " up");
    ipOn(
        host.name(),
        "link set lo up",
        "link set eth0 up",
        "addr add " + host.address() + PREFIX_LENGTH + " dev eth0",
        "addr add " + host.address6() + "/64 dev eth0 nodad");
  }

  /** Takes {@code host}'s network card out: the interface is gone, not only down. */
  public void unplug(Host host) throws IOException, InterruptedException {
    ip("link del " + Host.port(host.name()));
  }

  /** An address of the segment, by its last byte. */
  public static String address(int last) {
    return NETWORK + last;
  }

  /** The IPv6 address with the same last byte (RFC 3849), in decimal as well. */
  public static String address6(int last) {
    return NETWORK6 + last;
  }

  /** The hosts by name, in the order in which they were plugged in. */
  public Map<String, Host> hosts() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
  }

  /** Copies all hosts' files (configurations and logs) to {@code target}, which others can read. */
  public void copyFilesTo(Path target) throws IOException {
    for (Host host : hosts.values()) {
      try (Stream<Path> files = Files.walk(host.directory())) {
        for (Path file : files.filter(Files::isRegularFile).filter(Lab::isSmall).toList()) {
          Path copy = target.resolve(ROOT.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** Kills all processes of all hosts and takes the segment down. */
  @Override
  public void close() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Host host : hosts.values()) {
      // First the cable: it goes by itself with the namespace, but nobody can say when.
      commands.add("link del " + Host.port(host.name()));
      if (!machines.contains(host.name())) {
        host.killAll();
        commands.add("netns del " + host.name());
      }
    }
    commands.add("link del " + SWITCH);
    hosts.clear();
    machines.clear();
    try {
      ip(commands.toArray(String[]::new));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the lab was taken down");
    }
  }

  /** Many changes by one {@code ip}, because a new process costs 0.1 s in User-Mode Linux. */
  private static void ip(String... lines) throws IOException, InterruptedException {
    Command.run(String.join("\n", lines) + "\n", List.of("ip", "-batch", "-")).orThrow();
  }

  private static void ipOn(String host, String... lines) throws IOException, InterruptedException {
    List<String> command = List.of("ip", "-n", host, "-batch", "-");
    Command.run(String.join("\n", lines) + "\n", command).orThrow();
  }

  /** All but the photos. */
  private static boolean isSmall(Path file) {
    return file.toFile().length() < 1_000_000;
  }

  private static void deleteTree(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
