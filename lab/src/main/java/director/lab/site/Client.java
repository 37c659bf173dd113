// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Somebody who looks at photos. */
public final class Client {
  /** Below the name of a request that was not answered. */
  public static final String NOBODY = "nobody";

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Host host;
  private final InetSocketAddress site;

  /**
   * @param site where the photos are: the VIP and its port
   */
  public Client(Host host, InetSocketAddress site) {
    this.host = host;
    this.site = site;
  }

  public Host host() {
    return host;
  }

  /**
   * How often each router answered {@code requests} requests, one after the other and each on a
   * connection of its own; what was refused or not answered in 3 s counts for {@link #NOBODY}.
   */
  public SortedMap<String, Integer> spread(int requests) throws IOException, InterruptedException {
    return spread(site, requests);
  }

  /** The same with another service. */
  public SortedMap<String, Integer> spread(InetSocketAddress service, int requests)
      throws IOException, InterruptedException {
    return host.inside(
        () -> {
          SortedMap<String, Integer> answers = new TreeMap<>();
          for (int request = 0; request < requests; request++) {
            answers.merge(ask(service), 1, Integer::sum);
          }
          return answers;
        });
  }

  /** Whether {@code router}'s kernel accepts a TCP connection, whatever nginx does. */
  public boolean connects(PhotoRouter router) throws IOException, InterruptedException {
    return host.inside(
        () -> {
          try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(router.address(), site.getPort());
            socket.connect(address, (int) PATIENCE.toMillis());
            return true;
          } catch (SocketTimeoutException | ConnectException e) {
            return false;
          }
        });
  }

  /** A download of {@code /big} that has begun. */
  public Download download() {
    return new Download(host, site);
  }

  private static String ask(InetSocketAddress service) {
    try (HttpsGet get = HttpsGet.send(service, "/", PATIENCE)) {
      return new String(get.body().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return NOBODY; // which is the answer that we came for
    }
  }
}
