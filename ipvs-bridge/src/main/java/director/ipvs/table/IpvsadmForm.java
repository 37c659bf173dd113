// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table in the words of {@code ipvsadm -Sn}, version 1.31, byte for byte, so that the two can be
 * compared: sorted as sets, for ipvsadm prints services in the order of the kernel's hash table.
 *
 * <p>It is as lossy as ipvsadm: thresholds are not in it, nor the netmask and the timeout of a
 * service without persistence; and a firewall mark above 2147483647 comes out negative, which
 * ipvsadm does not take back.
 */
public final class IpvsadmForm {
  private IpvsadmForm() {}

  /** For each service its line, and behind it those of its real servers. */
  public static List<String> lines(IpvsTable table) {
    List<String> lines = new ArrayList<>();
    for (IpvsTable.Entry entry : table.services().values()) {
      String name = name(entry.service().id());
      lines.add("-A " + name + service(entry.service()));
      entry.servers().values().forEach(server -> lines.add("-a " + name + server(server)));
    }
    return List.copyOf(lines);
  }

  private static String name(VirtualService.Id id) {
    if (id instanceof VirtualService.Endpoint endpoint) {
      String option =
          switch (endpoint.protocol()) {
            case TCP -> "-t ";
            case UDP -> "-u ";
            case SCTP -> "--sctp-service ";
          };
      return option + withPort(endpoint.address(), endpoint.port());
    }
    VirtualService.FirewallMark firewall = (VirtualService.FirewallMark) id;
    return "-f " + (int) firewall.mark() + (id.family() == AddressFamily.IPV6 ? " -6" : "");
  }

  private static String service(VirtualService service) {
    Persistence persistence = service.persistence();
    boolean sticky = (service.flags() & VirtualService.PERSISTENT) != 0;
    boolean oneByOne = (service.flags() & VirtualService.ONE_PACKET) != 0;
    return " -s "
        + service.scheduler()
        + (sticky ? " -p " + persistence.timeout().toSeconds() + granularity(service) : "")
        + (persistence.engine().isEmpty() ? "" : " --pe " + persistence.engine())
        + (oneByOne ? " -o" : "")
        + (SchedulerFlags.any(service)
            ? " -b " + String.join(",", SchedulerFlags.names(service.scheduler(), service.flags()))
            : "");
  }

  private static String granularity(VirtualService service) {
    AddressFamily family = service.id().family();
    Persistence persistence = service.persistence();
    boolean alone = persistence.netmask() == Persistence.none(family).netmask();
    return alone ? "" : " -M " + persistence.granularity(family);
  }

  private static String server(RealServer server) {
    String method =
        switch (server.method()) {
          case MASQUERADE -> " -m";
          case TUNNEL -> " -i";
          case DIRECT_ROUTING, LOCAL_NODE -> " -g";
          case BYPASS, UNKNOWN -> " (null)";
        };
    String wrapping = server.method() == ForwardingMethod.TUNNEL ? tunnel(server.tunnel()) : "";
    return " -r "
        + withPort(server.id().address(), server.id().port())
        + method
        + " -w "
        + server.weight()
        + wrapping;
  }

  private static String tunnel(Tunnel tunnel) {
    String checksum =
        switch (tunnel.checksum()) {
          case NONE -> " --tun-nocsum";
          case FULL -> " --tun-csum";
          case REMOTE -> " --tun-remcsum";
        };
    return switch (tunnel.type()) {
      case IPIP -> " --tun-type ipip";
      case GUE -> " --tun-type gue --tun-port " + tunnel.port() + checksum;
      case GRE -> " --tun-type gre" + checksum;
    };
  }

  /** As inet_ntop writes it: an IPv4 address that is embedded in an IPv6 one comes with dots. */
  private static String withPort(InetAddress address, int port) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 16 && Arrays.equals(bytes, 0, 10, new byte[10], 0, 10)) {
      int group5 = (bytes[10] & 0xff) << 8 | (bytes[11] & 0xff);
      boolean compatible = group5 == 0 && (bytes[12] != 0 || bytes[13] != 0);
      if (compatible || group5 == 0xffff) {
        return "[::" + (compatible ? "" : "ffff:") + dotted(bytes) + "]:" + port;
      }
    }
    return Address.withPort(address, port);
  }

  private static String dotted(byte... ipv6) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(ipv6, 12, 16)).getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
