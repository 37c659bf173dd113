// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's IPVS table of a host, as Debian's ipvsadm tells it. */
public final class IpvsTable {
  /** The kernel publishes counters every 2 s. */
  public static final Duration COUNTERS_LAG = Duration.ofMillis(2200);

  private static final Pattern SERVER =
      Pattern.compile("^-a -t \\S+ -r (\\S+):\\d+ -g -w (\\d+)", Pattern.MULTILINE);
  private static final Pattern TOTALS =
      Pattern.compile(
          "^TCP\\s+\\S+\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)", Pattern.MULTILINE);

  private static final Pattern SERVER_COUNTERS =
      Pattern.compile("^\\s+-> (\\S+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)");

  private IpvsTable() {}

  /** What {@code ipvsadm -Sn} prints: one rule a line. */
  public static String rules(Host host) throws IOException, InterruptedException {
    return host.run("ipvsadm", "-Sn").orThrow();
  }

  /** Weight by address of the real servers that are reached by direct routing. */
  public static SortedMap<String, Integer> servers(Host host)
      throws IOException, InterruptedException {
    return servers(rules(host));
  }

  static SortedMap<String, Integer> servers(String rules) {
    SortedMap<String, Integer> weights = new TreeMap<>();
    Matcher server = SERVER.matcher(rules);
    while (server.find()) {
      weights.put(server.group(1), Integer.parseInt(server.group(2)));
    }
    return weights;
  }

  /**
   * Counters of a service's real servers by their addresses and ports.
   *
   * @param service as it is printed, with a single blank: {@code TCP 192.0.2.10:443}
   */
  public static SortedMap<String, Counters> counters(Host host, String service)
      throws IOException, InterruptedException {
    return counters(statistics(host), service);
  }

  static SortedMap<String, Counters> counters(String statistics, String service) {
    SortedMap<String, Counters> counters = new TreeMap<>();
    String current = "";
    for (String line : statistics.lines().toList()) {
      Matcher server = SERVER_COUNTERS.matcher(line);
      if (!server.find()) {
        current = line.replaceAll(" +", " ");
      } else if (current.startsWith(service + " ")) {
        counters.put(server.group(1), numbers(server, 2));
      }
    }
    return counters;
  }

  /** The counters of the photo service. They lag behind by {@link #COUNTERS_LAG}. */
  public static Counters counters(Host host) throws IOException, InterruptedException {
    return counters(statistics(host));
  }

  /** What {@code ipvsadm -Ln --stats --exact} prints. */
  public static String statistics(Host host) throws IOException, InterruptedException {
    return host.run("ipvsadm", "-Ln", "--stats", "--exact").orThrow();
  }

  static Counters counters(String statistics) {
    Matcher totals = TOTALS.matcher(statistics);
    if (!totals.find()) {
      return new Counters(0, 0, 0, 0, 0);
    }
    return numbers(totals, 1);
  }

  private static Counters numbers(Matcher line, int first) {
    return new Counters(
        Long.parseLong(line.group(first)),
        Long.parseLong(line.group(first + 1)),
        Long.parseLong(line.group(first + 2)),
        Long.parseLong(line.group(first + 3)),
        Long.parseLong(line.group(first + 4)));
  }

  /** Of a virtual service or a real server, since it was made. */
  public record Counters(
      long connections, long inPackets, long outPackets, long inBytes, long outBytes) {}
}
