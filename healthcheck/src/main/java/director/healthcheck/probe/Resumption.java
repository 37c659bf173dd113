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
 * told to forget some. So what it gets for a port is the generation of a server's sessions: a full
 * handshake begins a new one, and those of the generation before are never found again. They leave
 * the cache as its oldest.
 */
final class Resumption {

  /** Servers of which this is remembered; the others make full handshakes. */
  static final int MOST_SERVERS = 16 * 1024;

  /** The sessions of one server under one name. */
  static final class Sessions {
    private final String host;
    private int generation = 1;
    private int handshakes;

    private Sessions(String host) {
      this.host = host;
    }

    /**
     * What the cache takes for a host. It begins with a slash, so that nobody tries it as a name.
     */
    String host() {
      return host;
    }

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
      return generation;
    }

    /** The next handshake is a full one. */
    void forget() {
      generation++;
      handshakes = 0;
    }
  }

  private record Server(InetSocketAddress address, Optional<String> name) {}

  private final Map<Server, Sessions> known = new Recent<>(MOST_SERVERS);

  Sessions of(InetSocketAddress address, Optional<String> name) {
    return known.computeIfAbsent(
        new Server(address, name), server -> new Sessions("/" + address + "/" + name.orElse("")));
  }
}
