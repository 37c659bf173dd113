// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The connections that a host's IPVS knows: {@code /proc/net/ip_vs_conn}, IPv4 only. */
public record Connections(List<Connection> all) {
  /** Of the thread, because the lab's JVM stands on many hosts at once. */
  private static final Path TABLE = Path.of("/proc/thread-self/net/ip_vs_conn");

  private static final String IPV4 = "[0-9A-F]{8}";
  private static final int HEX = 16;

  /**
   * One of them.
   *
   * @param client its address and port, {@code 10.99.0.1:20000}
   * @param virtual what it connected to
   * @param server the real server
   * @param state the kernel's word: {@code ESTABLISHED}, {@code UDP}
   */
  public record Connection(String client, String virtual, String server, String state) {}

  public Connections {
    all = List.copyOf(all);
  }

  /** Those that {@code host} knows now. */
  public static Connections of(Host host) throws IOException, InterruptedException {
    return parse(host.inside(() -> Files.readAllLines(TABLE)));
  }

  static Connections parse(List<String> lines) {
    List<Connection> connections = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split("\\s+", -1);
      if (words[1].matches(IPV4)) {
        connections.add(
            new Connection(
                endpoint(words[1], words[2]),
                endpoint(words[3], words[4]),
                endpoint(words[5], words[6]),
                words[7]));
      }
    }
    return new Connections(connections);
  }

  /** Those to {@code virtual}, an address and port. */
  public Connections to(String virtual) {
    return new Connections(all.stream().filter(one -> one.virtual().equals(virtual)).toList());
  }

  /** Those in {@code state}. */
  public Connections in(String state) {
    return new Connections(all.stream().filter(one -> one.state().equals(state)).toList());
  }

  private static String endpoint(String address, String port) {
    long bytes = Long.parseLong(address, HEX);
    return "%d.%d.%d.%d:%d"
        .formatted(
            bytes >> 24 & 0xff,
            bytes >> 16 & 0xff,
            bytes >> 8 & 0xff,
            bytes & 0xff,
            Integer.parseInt(port, HEX));
  }
}
