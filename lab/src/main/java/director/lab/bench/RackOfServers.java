// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.wire.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Servers on one host that take connections, or, while their power is off, refuse them. Many
 * services have the same ones, so that a few probes decide about tens of thousands.
 */
final class RackOfServers implements AutoCloseable {
  static final int PORT = 443;
  private static final int WAITING = 64;

  private final Host host;
  private ServerSocket socket;

  private RackOfServers(Host host, ServerSocket socket) {
    this.host = host;
    this.socket = socket;
  }

  /** Powered on. */
  static RackOfServers on(Host host, int servers) throws IOException, InterruptedException {
    List<String> batch = new ArrayList<>();
    for (int server = 0; server < servers; server++) {
      batch.add("addr add " + address(server) + "/16 dev eth0");
    }
    for (String each : batch) {
      List<String> command = new ArrayList<>(List.of("ip"));
      command.addAll(List.of(each.split(" ", -1)));
      host.run(command.toArray(String[]::new)).orThrow();
    }
    RackOfServers rack = new RackOfServers(host, new ServerSocket());
    rack.powerOn();
    return rack;
  }

  static String address(int server) {
    return "10.1." + server / 250 + "." + (1 + server % 250);
  }

  void powerOn() throws IOException, InterruptedException {
    ServerSocket open =
        host.inside(
            () -> {
              ServerSocket listening = new ServerSocket();
              listening.setReuseAddress(true);
              listening.bind(new InetSocketAddress(PORT), WAITING);
              return listening;
            });
    socket = open;
    Thread thread = new Thread(() -> greet(open), "rack");
    thread.setDaemon(true);
    thread.start();
  }

  void powerOff() throws IOException {
    socket.close();
  }

  private static void greet(ServerSocket open) {
    while (!open.isClosed()) {
      try {
        open.accept().close();
      } catch (IOException e) {
        if (!open.isClosed()) {
          throw new UncheckedIOException("the rack does not take connections", e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    powerOff();
  }
}
