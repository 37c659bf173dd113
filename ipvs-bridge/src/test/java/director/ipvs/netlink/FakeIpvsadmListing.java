// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import director.ipvs.netlink.FakeIpvsTable.Key;
import director.ipvs.netlink.FakeIpvsTable.Server;
import director.ipvs.netlink.FakeIpvsTable.ServerKey;
import director.ipvs.netlink.FakeIpvsTable.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The kernel's structures as ipvsadm 1.31 prints them. */
final class FakeIpvsadmListing {
  private static final Map<Integer, String> PROTOCOLS =
      Map.of(6, "-t", 17, "-u", 132, "--sctp-service");
  private static final Map<Integer, String> METHODS = Map.of(0, "-m", 1, "-g", 2, "-i", 3, "-g");
  private static final List<String> CHECKSUMS = List.of("nocsum", "csum", "remcsum");
  private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

  private FakeIpvsadmListing() {}

  static Ipvsadm.Listing of(FakeIpvsKernel kernel) {
    Set<String> rules = new TreeSet<>();
    Set<String> thresholds = new TreeSet<>();
    kernel
        .table()
        .services()
        .forEach(
            (key, service) -> {
              rules.add("-A " + name(key) + settings(key, service.settings));
              service.servers.forEach(
                  (id, server) -> {
                    rules.add("-a " + name(key) + " -r " + at(id) + server(server));
                    if (server.upper() != 0) {
                      thresholds.add(at(id) + " " + server.upper() + " " + server.lower());
                    }
                  });
            });
    return new Ipvsadm.Listing(rules, thresholds, settings(kernel));
  }

  private static List<String> settings(FakeIpvsKernel kernel) {
    List<String> lines = new ArrayList<>();
    String seconds =
        kernel.timeouts().stream().map(String::valueOf).collect(Collectors.joining(" "));
    lines.add("Timeout (tcp tcpfin udp): " + seconds);
    for (FakeSyncDaemons.Daemon daemon : kernel.daemons().running().values()) {
      lines.add(
          "%s sync daemon (mcast=%s, syncid=%d, maxlen=%d, group=%s, port=%d, ttl=%d)"
              .formatted(
                  daemon.state() == 1 ? "master" : "backup",
                  daemon.ifn(),
                  daemon.syncid(),
                  daemon.maxlen(),
                  text(daemon.group()),
                  daemon.port(),
                  daemon.ttl()));
    }
    return lines;
  }

  private static String name(Key key) {
    return key.fwmark() == 0
        ? PROTOCOLS.get(key.protocol()) + " " + at(new ServerKey(key.af(), key.addr(), key.port()))
        : "-f " + key.fwmark() + (key.af() == 10 ? " -6" : "");
  }

  private static String settings(Key key, Settings settings) {
    boolean persistent = (settings.flags() & 0x1) != 0;
    return " -s "
        + settings.scheduler()
        + (persistent ? " -p " + settings.timeout() + netmask(key, settings.netmask()) : "")
        + (settings.engine().isEmpty() ? "" : " --pe " + settings.engine())
        + ((settings.flags() & 0x4) == 0 ? "" : " -o")
        + flags(settings);
  }

  private static String netmask(Key key, int netmask) {
    if (key.af() == 10) {
      return netmask == 128 ? "" : " -M " + netmask;
    }
    byte[] mask = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(netmask).array();
    return netmask == -1 ? "" : " -M " + text(HexFormat.of().formatHex(mask));
  }

  private static String flags(Settings settings) {
    String scheduler = settings.scheduler();
    List<String> names =
        scheduler.matches("[ms]h")
            ? List.of(scheduler + "-fallback", scheduler + "-port")
            : List.of("flag-1", "flag-2", "flag-3");
    String set =
        IntStream.range(0, names.size())
            .filter(bit -> (settings.flags() & 0x8 << bit) != 0)
            .mapToObj(names::get)
            .collect(Collectors.joining(","));
    return (settings.flags() & 0x38) == 0 ? "" : " -b " + set;
  }

  private static String server(Server server) {
    String line = " " + METHODS.getOrDefault(server.method(), "(null)") + " -w " + server.weight();
    if (server.method() != 2) {
      return line;
    }
    String checksum = " --tun-" + CHECKSUMS.get(server.tunFlags());
    return line
        + switch (server.tunType()) {
          case 1 -> " --tun-type gue --tun-port " + server.tunPort() + checksum;
          case 2 -> " --tun-type gre" + checksum;
          default -> " --tun-type ipip";
        };
  }

  private static String at(ServerKey key) {
    return key.af() == 10
        ? "[" + text(key.addr()) + "]:" + key.port()
        : text(key.addr().substring(0, 8)) + ":" + key.port();
  }

  /** inet_ntop, from hexadecimal. */
  private static String text(String hex) {
    String embedded =
        hex.matches("0{20}ffff.{8}") ? "::ffff:" : hex.matches("0{24}(?!0000).{8}") ? "::" : "";
    if (hex.length() == 8 || !embedded.isEmpty()) {
      byte[] last = HexFormat.of().parseHex(hex.substring(hex.length() - 8));
      return embedded + dotted(last);
    }
    String groups =
        IntStream.range(0, 8)
            .mapToObj(i -> hex.substring(4 * i, 4 * i + 4).replaceFirst("^0{1,3}", ""))
            .collect(Collectors.joining(":"));
    String longest =
        ZEROS
            .matcher(groups)
            .results()
            .map(MatchResult::group)
            .reduce("", (one, two) -> two.length() > one.length() ? two : one);
    return longest.isEmpty() ? groups : shortened(groups, longest);
  }

  private static String shortened(String groups, String zeros) {
    int at = groups.indexOf(zeros);
    String before = groups.substring(0, at).replaceFirst(":$", "");
    String after = groups.substring(at + zeros.length()).replaceFirst("^:", "");
    return before + "::" + after;
  }

  private static String dotted(byte... bytes) {
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
