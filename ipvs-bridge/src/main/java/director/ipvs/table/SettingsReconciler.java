// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import director.ipvs.table.IpvsChange.SetTimeouts;
import director.ipvs.table.IpvsChange.StartDaemon;
import director.ipvs.table.IpvsChange.StopDaemon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what IPVS has beside its services with what it should have. */
public final class SettingsReconciler {
  /** IPv4 or IPv6 header and UDP header: ip_vs_sync.c, start_sync_thread. */
  private static final int HEADERS_IPV4 = 28;

  private static final int HEADERS_IPV6 = 48;
  private static final int LARGEST_DATAGRAM = 0xffff;
  private static final int SHORTEST_HEARD = 1024;

  private SettingsReconciler() {}

  /**
   * The changes that lead from {@code actual} to what is wanted, none if there is nothing to do. A
   * daemon cannot be changed: one that differs is stopped, and then started as it should be.
   *
   * @param timeouts zero for those that are to stay as they are
   * @param daemons at most one of each role, any other is stopped; empty to leave them all alone.
   *     With a {@link SyncDaemon#maxLength} of 0 any length will do
   */
  public static List<IpvsChange> diff(
      Timeouts timeouts, Optional<? extends Collection<SyncDaemon>> daemons, IpvsSettings actual) {
    List<IpvsChange> changes = new ArrayList<>();
    Timeouts have = actual.timeouts();
    Timeouts want =
        new Timeouts(
            orElse(timeouts.tcp(), have.tcp()),
            orElse(timeouts.tcpFin(), have.tcpFin()),
            orElse(timeouts.udp(), have.udp()));
    if (!want.equals(have)) {
      changes.add(new SetTimeouts(have, want));
    }
    daemons.ifPresent(wanted -> changes.addAll(daemons(byRole(wanted), actual.daemons())));
    return List.copyOf(changes);
  }

  private static Duration orElse(Duration wanted, Duration actual) {
    return wanted.isZero() ? actual : wanted;
  }

  private static Map<SyncDaemon.Role, SyncDaemon> byRole(Collection<SyncDaemon> daemons) {
    Map<SyncDaemon.Role, SyncDaemon> byRole = new EnumMap<>(SyncDaemon.Role.class);
    for (SyncDaemon daemon : daemons) {
      if (byRole.put(daemon.role(), daemon) != null) {
        throw new IllegalArgumentException("two sync daemons of the role " + daemon.role());
      }
    }
    return byRole;
  }

  private static List<IpvsChange> daemons(
      Map<SyncDaemon.Role, SyncDaemon> wanted, Map<SyncDaemon.Role, SyncDaemon> actual) {
    List<IpvsChange> changes = new ArrayList<>();
    actual.forEach(
        (role, have) -> {
          SyncDaemon want = wanted.get(role);
          if (want == null || !isAsWanted(want, have)) {
            changes.add(new StopDaemon(have));
          }
        });
    wanted.forEach(
        (role, want) -> {
          SyncDaemon have = actual.get(role);
          if (have == null || !isAsWanted(want, have)) {
            changes.add(new StartDaemon(want));
          }
        });
    return changes;
  }

  private static boolean isAsWanted(SyncDaemon want, SyncDaemon have) {
    boolean anyLength = want.maxLength() == 0 || have.maxLength() == 0;
    return withLength(want, anyLength ? have.maxLength() : kept(want)).equals(have);
  }

  /** What the kernel makes of a length that it does not like. */
  private static int kept(SyncDaemon daemon) {
    boolean six = AddressFamily.of(daemon.group()) == AddressFamily.IPV6;
    int longest = LARGEST_DATAGRAM - (six ? HEADERS_IPV6 : HEADERS_IPV4);
    int shortest = daemon.role() == SyncDaemon.Role.BACKUP ? SHORTEST_HEARD : 1;
    return Math.min(longest, Math.max(shortest, daemon.maxLength()));
  }

  private static SyncDaemon withLength(SyncDaemon daemon, int maxLength) {
    return new SyncDaemon(
        daemon.role(),
        daemon.networkInterface(),
        daemon.id(),
        daemon.group(),
        daemon.port(),
        daemon.ttl(),
        maxLength);
  }
}
