// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a checker has to do, whichever checker it is.
 *
 * @param servers as {@code ADDRESS PORT}
 * @param interval between two checks of a server
 * @param fastInterval the same after a first failure
 * @param timeout for the connect and the handshake, and in our case for all of a check
 * @param fall failures in a row that take a server down
 * @param fullEvery each so many-th handshake is a full one
 * @param tls whether HTTPS or plain HTTP
 */
record CheckWork(
    List<String> servers,
    Duration interval,
    Duration fastInterval,
    Duration timeout,
    int fall,
    int fullEvery,
    boolean tls) {

  CheckWork {
    servers = List.copyOf(servers);
  }

  /** So many healthy servers over HTTPS, with full handshakes. */
  static CheckWork of(int count, Duration interval) {
    return new CheckWork(
        servers(0, count, CheckedServers.TLS13),
        interval,
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        3,
        1,
        true);
  }

  /** The same over another port. */
  CheckWork at(int port) {
    List<String> moved =
        servers.stream().map(s -> s.substring(0, s.indexOf(' ')) + " " + port).toList();
    return new CheckWork(
        moved, interval, fastInterval, timeout, fall, fullEvery, port != CheckedServers.PLAIN);
  }

  /** The same, resuming TLS sessions in between. */
  CheckWork fullEvery(int handshakes) {
    return new CheckWork(servers, interval, fastInterval, timeout, fall, handshakes, tls);
  }

  double perSecond() {
    return servers.size() * 1000.0 / interval.toMillis();
  }

  /** So many addresses of 10.x.0.0/16 with that port, at most 60,000. */
  static List<String> servers(int x, int count, int port) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "10." + x + "." + i / 250 + "." + (1 + i % 250) + " " + port)
        .toList();
  }
}
