// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import director.ipvs.netlink.FakeIpvsTable.Key;
import director.ipvs.netlink.FakeIpvsTable.Server;
import director.ipvs.netlink.FakeIpvsTable.ServerKey;
import director.ipvs.netlink.FakeIpvsTable.Settings;
import director.ipvs.table.Tables;
import director.netlink.NetlinkException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Turns the options of ipvsadm 1.31 into the kernel's structures, on a way of its own: no message
 * and no value of ours lies between.
 */
final class FakeIpvsadm implements Ipvsadm {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int SCTP = 132;
  private static final Map<String, Integer> FLAGS =
      Map.of(
          "sh-fallback",
          0x8,
          "sh-port",
          0x10,
          "mh-fallback",
          0x8,
          "mh-port",
          0x10,
          "flag-1",
          0x8,
          "flag-2",
          0x10,
          "flag-3",
          0x20);

  private final FakeIpvsKernel kernel;

  FakeIpvsadm(FakeIpvsKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public void run(String... lines) throws NetlinkException {
    for (String line : lines) {
      run(new Options(line));
    }
  }

  @Override
  public Listing list() {
    return FakeIpvsadmListing.of(kernel);
  }

  private void run(Options options) throws NetlinkException {
    if (options.has("--set")) {
      List<Integer> seconds =
          List.of(options.get("--set").split(" ")).stream().map(Integer::valueOf).toList();
      kernel.setTimeouts(seconds.get(0), seconds.get(1), seconds.get(2));
    } else if (options.has("--start-daemon")) {
      kernel.daemons().start(daemon(options), kernel.table().mixesFamilies());
    } else if (options.has("--stop-daemon")) {
      kernel.daemons().stop(state(options.get("--stop-daemon")));
    } else {
      changeService(options);
    }
  }

  private void changeService(Options options) throws NetlinkException {
    Key key = key(options);
    if (options.has("-A")) {
      kernel.table().add(key, settings(key, options));
    } else if (options.has("-E")) {
      kernel.table().edit(key, settings(key, options));
    } else if (options.has("-D")) {
      kernel.table().delete(key);
    } else {
      changeServer(key, options);
    }
  }

  private void changeServer(Key service, Options options) throws NetlinkException {
    Server server = server(options);
    boolean keepsPort = server.method() != 0 && service.fwmark() == 0;
    ServerKey named = serverKey(options, service);
    ServerKey key = keepsPort ? new ServerKey(named.af(), named.addr(), service.port()) : named;
    if (options.has("-d")) {
      kernel.table().deleteServer(service, key);
      return;
    }
    kernel.requireOneFamily(service, key, server);
    if (options.has("-a")) {
      kernel.table().addServer(service, key, server);
    } else {
      kernel.table().editServer(service, key, server);
    }
  }

  private static Key key(Options options) {
    if (options.has("-f")) {
      int af = options.has("-6") ? AF_INET6 : AF_INET;
      int mark = Integer.parseUnsignedInt(options.get("-f"));
      return new Key(af, TCP, "0".repeat(32), 0, mark);
    }
    int protocol = options.has("-t") ? TCP : options.has("-u") ? UDP : SCTP;
    String option = Map.of(TCP, "-t", UDP, "-u", SCTP, "--sctp-service").get(protocol);
    ServerKey at = at(options.get(option), 0);
    return new Key(at.af(), protocol, at.addr(), at.port(), 0);
  }

  private static ServerKey serverKey(Options options, Key service) {
    return at(options.get("-r"), service.port());
  }

  /** "10.0.0.1:443", "10.0.0.1", "[2001:db8::1]:443", "2001:db8::1". */
  private static ServerKey at(String text, int defaultPort) {
    boolean bare = text.matches("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*");
    int colon = bare ? text.length() : text.lastIndexOf(':');
    InetAddress address =
        Tables.address(text.substring(0, colon).replace("[", "").replace("]", ""));
    String hex = HexFormat.of().formatHex(address.getAddress());
    return new ServerKey(
        address instanceof Inet6Address ? AF_INET6 : AF_INET,
        hex + "0".repeat(32 - hex.length()),
        bare ? defaultPort : Integer.parseInt(text.substring(colon + 1)));
  }

  private static Settings settings(Key key, Options options) {
    int flags = (options.has("-p") ? 0x1 : 0) | (options.has("-o") ? 0x4 : 0);
    for (String flag : options.get("-b", "").split(",")) {
      flags |= FLAGS.getOrDefault(flag, 0);
    }
    return new Settings(
        options.get("-s", "wlc"),
        flags,
        options.has("-p") ? Integer.parseInt(options.get("-p")) : 0,
        netmask(key, options),
        options.get("--pe", ""));
  }

  private static int netmask(Key key, Options options) {
    if (key.af() == AF_INET6) {
      return Integer.parseInt(options.get("-M", "128"));
    }
    byte[] mask = Tables.address(options.get("-M", "255.255.255.255")).getAddress();
    return ByteBuffer.wrap(mask).order(ByteOrder.nativeOrder()).getInt();
  }

  private static Server server(Options options) {
    int method = options.has("-m") ? 0 : options.has("-i") ? 2 : 3;
    return new Server(
        method,
        Integer.parseInt(options.get("-w", "1")),
        Integer.parseInt(options.get("-x", "0")),
        Integer.parseInt(options.get("-y", "0")),
        List.of("ipip", "gue", "gre").indexOf(options.get("--tun-type", "ipip")),
        Integer.parseInt(options.get("--tun-port", "0")),
        options.has("--tun-csum") ? 1 : options.has("--tun-remcsum") ? 2 : 0);
  }

  private static FakeSyncDaemons.Daemon daemon(Options options) {
    String group = options.get("--mcast-group", "");
    return new FakeSyncDaemons.Daemon(
        state(options.get("--start-daemon")),
        options.get("--mcast-interface"),
        Integer.parseInt(options.get("--syncid", "0")),
        Integer.parseInt(options.get("--sync-maxlen", "0")),
        group.isEmpty() ? "" : HexFormat.of().formatHex(Tables.address(group).getAddress()),
        Integer.parseInt(options.get("--mcast-port", "0")),
        Integer.parseInt(options.get("--mcast-ttl", "0")));
  }

  private static int state(String role) {
    return role.equals("master") ? 1 : 2;
  }

  /** One line, split: each option with what stands behind it up to the next. */
  private static final class Options {
    private final Map<String, String> values = new HashMap<>();

    Options(String line) {
      String last = "";
      for (String word : line.split(" +")) {
        if (word.startsWith("-")) {
          last = word;
          values.put(word, "");
        } else {
          values.merge(last, word, (before, more) -> (before + " " + more).strip());
        }
      }
    }

    boolean has(String option) {
      return values.containsKey(option);
    }

    String get(String option) {
      return get(option, "");
    }

    String get(String option, String otherwise) {
      return values.getOrDefault(option, otherwise);
    }
  }
}
