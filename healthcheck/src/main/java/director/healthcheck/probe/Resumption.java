// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Which handshakes may resume an earlier session, and which have to be full. Confined to one
 * thread.
 *
 * <p>BoringSSL's client cache, as netty has it, finds sessions by a host and a port and cannot be
 * told to forget some. So what it gets for a port is a number of our own for the sessions of one
 * server: a full handshake takes a new number, and the sessions of the number before are never
 * found again. They leave the cache as its oldest.
 */
final class Resumption {

  /** Servers of which this is remembered; the others make full handshakes. */
  static final int MOST_SERVERS = 16 * 1024;

  /** The sessions of one server under one name. */
  final class Sessions {
    private int number = ++numbers;
    private int handshakes;

    private Sessions() {}

    /**
     * What the cache takes for a port, for the handshake that is made now.
     *
     * @param fullEvery as in {@link director.healthcheck.request.TlsTerms}
     */
    int next(int fullEvery) {
      if (handshakes >= fullEvery) {
        forget();
      }
      handshakes++;
      return number;
    }

    /** The next handshake is a full one. */
    void forget() {
      number = ++numbers;
      handshakes = 0;
    }
  }

  private record Server(InetSocketAddress address, Optional<String> name) {}

  private final Map<Server, Sessions> known = new Recent<>(MOST_SERVERS);
  private int numbers;

  Sessions of(InetSocketAddress address, Optional<String> name) {
    return known.computeIfAbsent(new Server(address, name), server -> new Sessions());
  }
}
