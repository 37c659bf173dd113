// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.table.ForwardingMethod.DIRECT_ROUTING;
import static director.ipvs.table.ForwardingMethod.MASQUERADE;
import static director.ipvs.table.ForwardingMethod.TUNNEL;
import static director.ipvs.table.Tables.address;
import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.table;
import static director.ipvs.table.Tables.tcp;
import static director.ipvs.table.Tables.udp;
import static director.ipvs.table.Tunnel.Checksum.FULL;
import static director.ipvs.table.Tunnel.Checksum.NONE;
import static director.ipvs.table.Tunnel.Checksum.REMOTE;
import static director.ipvs.table.Tunnel.Type.GRE;
import static director.ipvs.table.Tunnel.Type.GUE;

import director.ipvs.table.AddressFamily;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Persistence;
import director.ipvs.table.Protocol;
import director.ipvs.table.RealServer;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import director.ipvs.table.VirtualService.Endpoint;
import director.ipvs.table.VirtualService.FirewallMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A table, as ipvsadm is told of it and as we hold it; {@link #all} have every attribute of a
 * service and of a real server between them.
 *
 * @param typed lines of ipvsadm's options
 * @param thresholds as {@link Ipvsadm.Listing} has them
 * @param lossy whether ipvsadm's own form of it does not say all
 */
record AttributeCase(
    IpvsTable services, List<String> typed, Set<String> thresholds, boolean lossy) {
  private static final String WEB = "203.0.113.10";
  private static final String WEB6 = "2001:db8::10";

  /** Named by what is typed. */
  @Override
  public String toString() {
    return String.join(" ; ", typed);
  }

  static Stream<AttributeCase> all() {
    return Stream.of(
            schedulers(), flags(), persistence(), identities(), methods(), tunnels(), numbers())
        .flatMap(List::stream);
  }

  private static List<AttributeCase> schedulers() {
    List<VirtualService> services = new ArrayList<>();
    List<String> typed = new ArrayList<>();
    int port = 1;
    for (String name :
        List.of(
            "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh",
            "none")) {
      services.add(new VirtualService(tcp(WEB, port), name));
      typed.add("-A -t " + WEB + ":" + port + " -s " + name);
      port++;
    }
    IpvsTable.Entry[] entries =
        services.stream().map(each -> entry(each)).toArray(IpvsTable.Entry[]::new);
    return List.of(
        of(table(entries), typed.toArray(String[]::new)),
        of(table(entry(new VirtualService(tcp(WEB, 80), "wlc"))), "-A -t 203.0.113.10:80"));
  }

  private static List<AttributeCase> flags() {
    return List.of(
        flagged("mh", 0x10, "mh-port"),
        flagged("mh", 0x8, "mh-fallback"),
        flagged("mh", 0x18, "mh-fallback,mh-port"),
        flagged("sh", 0x10, "sh-port"),
        flagged("sh", 0x8, "sh-fallback"),
        flagged("sh", 0x18, "sh-port,sh-fallback"),
        flagged("wrr", 0x38, "flag-1,flag-2,flag-3"),
        of(
            table(
                entry(
                    new VirtualService(
                        udp(WEB, 53), "rr", 0x4, Persistence.none(AddressFamily.IPV4)))),
            "-A -u 203.0.113.10:53 -s rr -o"),
        of(
            table(
                entry(
                    new VirtualService(
                        new FirewallMark(9, AddressFamily.IPV4), "sh", 0x15, sticky(60, -1, "")))),
            "-A -f 9 -s sh -p 60 -o -b sh-port"));
  }

  private static AttributeCase flagged(String scheduler, int flags, String names) {
    return of(
        table(
            entry(
                new VirtualService(
                    tcp(WEB, 443), scheduler, flags, Persistence.none(AddressFamily.IPV4)))),
        "-A -t 203.0.113.10:443 -s " + scheduler + " -b " + names);
  }

  private static List<AttributeCase> persistence() {
    return List.of(
        persistent(tcp(WEB, 443), sticky(600, -1, ""), "-t 203.0.113.10:443 -s rr -p 600"),
        persistent(
            tcp(WEB, 443),
            sticky(600, 0xffffff00, ""),
            "-t 203.0.113.10:443 -s rr -p 600 -M 255.255.255.0"),
        persistent(tcp(WEB, 443), sticky(1, 0, ""), "-t 203.0.113.10:443 -s rr -p 1 -M 0.0.0.0"),
        persistent(tcp(WEB, 0), sticky(300, -1, ""), "-t 203.0.113.10:0 -s rr -p 300"),
        persistent(tcp(WEB6, 443), sticky(300, 128, ""), "-t [2001:db8::10]:443 -s rr -p 300"),
        persistent(tcp(WEB6, 443), sticky(300, 64, ""), "-t [2001:db8::10]:443 -s rr -p 300 -M 64"),
        persistent(tcp(WEB6, 443), sticky(300, 1, ""), "-t [2001:db8::10]:443 -s rr -p 300 -M 1"),
        persistent(
            udp(WEB, 5060), sticky(60, -1, "sip"), "-u 203.0.113.10:5060 -s rr -p 60 --pe sip"),
        of(
            table(entry(new VirtualService(udp(WEB, 5060), "rr", 0, sticky(0, -1, "sip")))),
            "-A -u 203.0.113.10:5060 -s rr --pe sip"),
        lossy(
            table(entry(new VirtualService(tcp(WEB, 443), "rr", 0, sticky(0, 0xffff0000, "")))),
            "-A -t 203.0.113.10:443 -s rr -M 255.255.0.0"));
  }

  private static AttributeCase persistent(
      VirtualService.Id id, Persistence persistence, String typed) {
    return of(table(entry(new VirtualService(id, "rr", 0x1, persistence))), "-A " + typed);
  }

  private static List<AttributeCase> identities() {
    return List.of(
        of(
            table(
                entry(new VirtualService(tcp(WEB, 443), "rr")),
                entry(new VirtualService(udp(WEB, 443), "rr")),
                entry(new VirtualService(new Endpoint(Protocol.SCTP, address(WEB), 443), "rr")),
                entry(new VirtualService(tcp(WEB6, 443), "rr")),
                entry(new VirtualService(udp(WEB6, 443), "rr")),
                entry(new VirtualService(new Endpoint(Protocol.SCTP, address(WEB6), 443), "rr"))),
            "-A -t 203.0.113.10:443 -s rr",
            "-A -u 203.0.113.10:443 -s rr",
            "-A --sctp-service 203.0.113.10:443 -s rr",
            "-A -t [2001:db8::10]:443 -s rr",
            "-A -u [2001:db8::10]:443 -s rr",
            "-A --sctp-service [2001:db8::10]:443 -s rr"),
        lossy(
            table(
                entry(
                    new VirtualService(new FirewallMark(7, AddressFamily.IPV4), "rr"),
                    new RealServer(server("10.0.0.11", 0), 1),
                    new RealServer(server("10.0.0.11", 80), 1)),
                entry(
                    new VirtualService(new FirewallMark(7, AddressFamily.IPV6), "rr"),
                    new RealServer(server("2001:db8::11", 0), 1),
                    new RealServer(server("2001:db8::11", 80), 2)),
                entry(new VirtualService(new FirewallMark(4294967295L, AddressFamily.IPV4), "rr"))),
            "-A -f 7 -s rr",
            "-a -f 7 -r 10.0.0.11 -g",
            "-a -f 7 -r 10.0.0.11:80 -g",
            "-A -f 7 -6 -s rr",
            "-a -f 7 -6 -r 2001:db8::11 -g",
            "-a -f 7 -6 -r [2001:db8::11]:80 -g -w 2",
            "-A -f 4294967295 -s rr"),
        of(
            table(
                entry(new VirtualService(tcp(address("::ffff:203.0.113.9"), 80), "rr")),
                entry(new VirtualService(tcp("2001:0:0:1::1", 80), "rr")),
                entry(new VirtualService(tcp("2001:db8:0:1:1:1:1:1", 80), "rr"))),
            "-A -t [::ffff:203.0.113.9]:80 -s rr",
            "-A -t [2001:0:0:1::1]:80 -s rr",
            "-A -t [2001:db8:0:1:1:1:1:1]:80 -s rr"));
  }

  private static List<AttributeCase> methods() {
    VirtualService web = new VirtualService(tcp(WEB, 443), "rr");
    VirtualService web6 = new VirtualService(tcp(WEB6, 443), "rr");
    return List.of(
        of(
            table(
                entry(
                    web,
                    new RealServer(server("10.0.0.11", 443), 1, DIRECT_ROUTING, 0, 0),
                    new RealServer(server("10.0.0.12", 443), 1, TUNNEL, 0, 0),
                    new RealServer(server("10.0.0.13", 443), 1, MASQUERADE, 0, 0),
                    new RealServer(server("10.0.0.13", 8443), 1, MASQUERADE, 0, 0)),
                entry(
                    web6,
                    new RealServer(server("2001:db8::11", 443), 1, DIRECT_ROUTING, 0, 0),
                    new RealServer(server("2001:db8::12", 443), 1, TUNNEL, 0, 0),
                    new RealServer(server("2001:db8::13", 8443), 1, MASQUERADE, 0, 0))),
            "-A -t 203.0.113.10:443 -s rr",
            "-a -t 203.0.113.10:443 -r 10.0.0.11:443 -g",
            "-a -t 203.0.113.10:443 -r 10.0.0.12:443 -i",
            "-a -t 203.0.113.10:443 -r 10.0.0.13:443 -m",
            "-a -t 203.0.113.10:443 -r 10.0.0.13:8443 -m",
            "-A -t [2001:db8::10]:443 -s rr",
            "-a -t [2001:db8::10]:443 -r [2001:db8::11]:443 -g",
            "-a -t [2001:db8::10]:443 -r [2001:db8::12]:443 -i",
            "-a -t [2001:db8::10]:443 -r [2001:db8::13]:8443 -m"),
        of(
            table(
                entry(web, new RealServer(server("2001:db8::11", 443), 1, TUNNEL, 0, 0)),
                entry(web6, new RealServer(server("10.0.0.11", 443), 1, TUNNEL, 0, 0))),
            "-A -t 203.0.113.10:443 -s rr",
            "-a -t 203.0.113.10:443 -r [2001:db8::11]:443 -i",
            "-A -t [2001:db8::10]:443 -s rr",
            "-a -t [2001:db8::10]:443 -r 10.0.0.11:443 -i"));
  }

  private static List<AttributeCase> tunnels() {
    String typed = "-a -t 203.0.113.10:443 -r 10.0.0.%d:443 -i -w 1 --tun-type %s";
    return List.of(
        of(
            table(
                entry(
                    new VirtualService(tcp(WEB, 443), "rr"),
                    tunnelled(11, Tunnel.IPIP),
                    tunnelled(12, new Tunnel(GUE, 6080, NONE)),
                    tunnelled(13, new Tunnel(GUE, 1, FULL)),
                    tunnelled(14, new Tunnel(GUE, 65535, REMOTE)),
                    tunnelled(15, new Tunnel(GRE, 0, NONE)),
                    tunnelled(16, new Tunnel(GRE, 0, FULL)))),
            "-A -t 203.0.113.10:443 -s rr",
            typed.formatted(11, "ipip"),
            typed.formatted(12, "gue --tun-port 6080 --tun-nocsum"),
            typed.formatted(13, "gue --tun-port 1 --tun-csum"),
            typed.formatted(14, "gue --tun-port 65535 --tun-remcsum"),
            typed.formatted(15, "gre --tun-nocsum"),
            typed.formatted(16, "gre --tun-csum")));
  }

  private static RealServer tunnelled(int host, Tunnel tunnel) {
    return new RealServer(server("10.0.0." + host, 443), 1, TUNNEL, tunnel, 0, 0);
  }

  private static List<AttributeCase> numbers() {
    String typed = "-a -t 203.0.113.10:443 -r 10.0.0.%d:443 -g -w %d";
    AttributeCase plain =
        of(
            table(
                entry(
                    new VirtualService(tcp(WEB, 443), "wrr"),
                    new RealServer(server("10.0.0.11", 443), 0),
                    new RealServer(server("10.0.0.12", 443), 65535),
                    new RealServer(server("10.0.0.13", 443), 2147483647),
                    new RealServer(server("10.0.0.14", 443), 1, DIRECT_ROUTING, 500, 400),
                    new RealServer(server("10.0.0.15", 443), 2, DIRECT_ROUTING, 65535, 0))),
            "-A -t 203.0.113.10:443 -s wrr",
            typed.formatted(11, 0),
            typed.formatted(12, 65535),
            typed.formatted(13, 2147483647),
            typed.formatted(14, 1) + " -x 500 -y 400",
            typed.formatted(15, 2) + " -x 65535");
    Set<String> thresholds = Set.of("10.0.0.14:443 500 400", "10.0.0.15:443 65535 0");
    return List.of(new AttributeCase(plain.services(), plain.typed(), thresholds, true));
  }

  private static AttributeCase of(IpvsTable services, String... typed) {
    return new AttributeCase(services, List.of(typed), Set.of(), false);
  }

  private static AttributeCase lossy(IpvsTable services, String... typed) {
    return new AttributeCase(services, List.of(typed), Set.of(), true);
  }

  private static Persistence sticky(int seconds, int netmask, String engine) {
    return new Persistence(Duration.ofSeconds(seconds), netmask, engine);
  }
}
