// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.RealServerConfig;
import director.healthcheck.state.HealthState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is remembered of a real server from one decision to the next.
 *
 * @param place that it is all about: at another one it is another server
 * @param verdict the last there was; UNKNOWN before the first
 * @param in it gets new connections
 * @param downSince when it was first seen DOWN; empty unless it is
 * @param held it is in because of the floor alone
 * @param found its weight in the kernel's table at start, until the first decision
 * @param risingSince when its slow start began; empty when it has its full weight or none
 * @param drainingSince when the first decision was made by which it drains
 * @param drained how its drain ended
 */
record ServerMemory(
    Place place,
    HealthState verdict,
    boolean in,
    Optional<Duration> downSince,
    boolean held,
    OptionalInt found,
    Optional<Duration> risingSince,
    Optional<Duration> drainingSince,
    Optional<Drained> drained) {

  /**
   * Where a server is.
   *
   * @param port its own, with masquerade
   */
  record Place(InetAddress address, OptionalInt port) {
    static Place of(RealServerConfig server) {
      return new Place(server.address(), server.port());
    }
  }

  /**
   * The end of a drain.
   *
   * @param after how long it took
   * @param left connections that were cut; empty if nobody knows
   */
  record Drained(Duration after, OptionalLong left) {}

  /** Of a server that has {@code found} in the kernel's table, empty when it is not there. */
  static ServerMemory first(RealServerConfig server, HealthState verdict, OptionalInt found) {
    return new ServerMemory(
        Place.of(server),
        verdict,
        found.orElse(0) > 0,
        Optional.empty(),
        false,
        found,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  boolean neverJudged() {
    return verdict == HealthState.UNKNOWN;
  }
}
