// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.site.TlsKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * 200 servers on one host: 120 that stay healthy, and 20 for each kind of death.
 *
 * @param healthy these, and those that are going to be lost
 * @param closed with a port of their own, as have the next two
 */
record Mortals(
    CheckHost host,
    CheckedServers healthy,
    CheckedServers closed,
    CheckedServers sick,
    CheckedServers silent)
    implements AutoCloseable {
  static final int HEALTHY = 120;
  static final int EACH = 20;

  /** A kind of death, and the port of those that die of it. */
  enum Death {
    CLOSED("port closed (RST)", 8444, false) {
      @Override
      void strike(Mortals mortals) {
        mortals.closed.close();
      }
    },
    SICK("503", 8445, false) {
      @Override
      void strike(Mortals mortals) throws IOException {
        mortals.sick.sicken();
      }
    },
    SILENT("accepted, no answer (SIGSTOP)", 8446, true) {
      @Override
      void strike(Mortals mortals) throws IOException, InterruptedException {
        mortals.silent.freeze();
      }
    },
    LOST("blackhole", CheckedServers.TLS13, true) {
      @Override
      void strike(Mortals mortals) throws IOException, InterruptedException {
        mortals.host.loseMortals();
      }

      @Override
      List<String> servers() {
        return CheckWork.servers(CheckHost.MORTAL, EACH, CheckedServers.TLS13);
      }
    };

    private final String words;
    private final int port;
    private final boolean silent;

    Death(String words, int port, boolean silent) {
      this.words = words;
      this.port = port;
      this.silent = silent;
    }

    /** Lets them die, all at once. */
    abstract void strike(Mortals mortals) throws IOException, InterruptedException;

    /** Those who die of it, as {@link CheckWork#servers}. */
    List<String> servers() {
      return CheckWork.servers(0, HEALTHY + EACH, port).subList(HEALTHY, HEALTHY + EACH);
    }

    /** Whether a check of a dead one lasts until its deadline. */
    boolean silent() {
      return silent;
    }

    /** By when the slowest settings have found out: two checks fast, three to their deadlines. */
    Duration patience() {
      return Duration.ofSeconds(silent ? 11 : 5);
    }

    @Override
    public String toString() {
      return words;
    }
  }

  static Mortals on(CheckHost host) throws IOException, InterruptedException {
    TlsKeys keys = TlsKeys.generate(host.host(), "photos.example.com");
    return new Mortals(
        host,
        CheckedServers.start(host, keys),
        CheckedServers.start(host, keys, "closed", Death.CLOSED.port),
        CheckedServers.start(host, keys, "sick", Death.SICK.port),
        CheckedServers.start(host, keys, "silent", Death.SILENT.port));
  }

  /** All of them, as {@link CheckWork#servers}. */
  static List<String> all() {
    List<String> all = new ArrayList<>(CheckWork.servers(0, HEALTHY, CheckedServers.TLS13));
    for (Death death : Death.values()) {
      all.addAll(death.servers());
    }
    return List.copyOf(all);
  }

  @Override
  public void close() {
    List.of(healthy, closed, sick, silent).forEach(CheckedServers::close);
  }
}
