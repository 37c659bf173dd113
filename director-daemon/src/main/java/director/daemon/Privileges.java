// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the kernel demands of whoever changes addresses and sends raw packets (capabilities(7)). */
public final class Privileges {
  /** By their numbers in linux/capability.h. */
  private enum Capability {
    CAP_KILL(5),
    CAP_SETGID(6),
    CAP_SETUID(7),
    CAP_NET_BIND_SERVICE(10),
    CAP_NET_ADMIN(12),
    CAP_NET_RAW(13);

    private final int bit;

    Capability(int bit) {
      this.bit = bit;
    }
  }

  private static final List<Capability> TO_RUN =
      List.of(Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW);

  private static final List<Capability> TO_BECOME_OTHERS =
      List.of(Capability.CAP_SETUID, Capability.CAP_SETGID, Capability.CAP_KILL);

  /** ip-sysctl(7): the first port that anybody may listen at. */
  private static final Path FREE_PORTS = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");

  private Privileges() {}

  /**
   * Looks at what this process may do.
   *
   * @param unit of systemd, which would give it what is missing
   * @throws StartRefusedException 77 with what is missing
   */
  public static void require(String unit) throws StartRefusedException {
    List<String> missing;
    try {
      missing = missing(effective(), TO_RUN);
    } catch (IOException e) {
      throw new StartRefusedException(
          StartRefusedException.INTERNAL, "cannot read /proc/self/status: " + e.getMessage());
    }
    if (!missing.isEmpty()) {
      throw new StartRefusedException(StartRefusedException.NO_PERMISSION, refusal(missing, unit));
    }
  }

  static String refusal(List<String> missing, String unit) {
    String names = String.join(" ", missing);
    return ("missing privilege: %s; start directord as root, or give %s the lines"
            + " AmbientCapabilities=%s and CapabilityBoundingSet=%s (systemctl edit %s)")
        .formatted(String.join(" and ", missing), unit, names, names, unit);
  }

  /**
   * Why no script may run as {@code user}, the end of a sentence; empty if it may.
   *
   * @throws IOException if this process cannot find out what it may do
   */
  static Optional<String> refusalOf(String user) throws IOException {
    return refusalOf(user, System.getProperty("user.name", ""), effective());
  }

  static Optional<String> refusalOf(String user, String ourselves, long effective) {
    List<String> missing = missing(effective, TO_BECOME_OTHERS);
    return user.equals(ourselves) || missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("runs a script as user %s, whom directord may not become without %s: say user = %s,"
                    + " or give directord.service AmbientCapabilities=%s (docs/install.md, Scripts"
                    + " as other users)")
                .formatted(user, String.join(", ", missing), ourselves, String.join(" ", missing)));
  }

  /**
   * Why nobody can be listened to at {@code port}, the end of a sentence; empty if that may be.
   *
   * @throws IOException if this process cannot find out what it may do
   */
  static Optional<String> refusalOf(int port) throws IOException {
    int free = Integer.parseInt(Files.readAllLines(FREE_PORTS).get(0).strip());
    return refusalOf(port, free, effective());
  }

  static Optional<String> refusalOf(int port, int free, long effective) {
    List<String> missing = missing(effective, List.of(Capability.CAP_NET_BIND_SERVICE));
    return port >= free || missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("has port %d, and below %d that needs CAP_NET_BIND_SERVICE: choose another, or give"
                    + " directord.service AmbientCapabilities=CAP_NET_BIND_SERVICE and"
                    + " CapabilityBoundingSet=CAP_NET_BIND_SERVICE (docs/install.md, Who may reach"
                    + " it)")
                .formatted(port, free));
  }

  /**
   * Whether this process may do what the daemon may.
   *
   * @param owner of the daemon's state, by his number; empty where no daemon has run
   */
  static boolean areOfDaemon(Optional<Integer> owner, int self) throws IOException {
    return areOfDaemon(owner, self, effective());
  }

  static boolean areOfDaemon(Optional<Integer> owner, int self, long effective) {
    return owner.filter(user -> user == self).isPresent() && missing(effective).isEmpty();
  }

  private static long effective() throws IOException {
    return effective(Files.readAllLines(Path.of("/proc/self/status")));
  }

  /** The set of the line "CapEff: 00000000a80425fb"; none if there is no such line. */
  static long effective(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("CapEff:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .findFirst()
        .orElse(0);
  }

  static List<String> missing(long effective) {
    return missing(effective, TO_RUN);
  }

  private static List<String> missing(long effective, List<Capability> needed) {
    return needed.stream()
        .filter(capability -> (effective >> capability.bit & 1) == 0)
        .map(Capability::name)
        .toList();
  }
}
