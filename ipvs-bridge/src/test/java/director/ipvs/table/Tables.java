// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;

/** Short words for addresses in tests. */
public final class Tables {
  private Tables() {}

  public static VirtualService.Id tcp(String address, int port) {
    return tcp(address(address), port);
  }

  public static VirtualService.Id tcp(InetAddress address, int port) {
    return new VirtualService.Endpoint(Protocol.TCP, address, port);
  }

  public static VirtualService.Id udp(String address, int port) {
    return new VirtualService.Endpoint(Protocol.UDP, address(address), port);
  }

  public static RealServer.Id server(String address, int port) {
    return new RealServer.Id(address(address), port);
  }

  public static IpvsTable.Entry entry(VirtualService service, RealServer... servers) {
    return IpvsTable.Entry.of(service, List.of(servers));
  }

  public static IpvsTable table(IpvsTable.Entry... entries) {
    return IpvsTable.of(List.of(entries));
  }

  public static boolean isIpv4(InetAddress address) {
    return address instanceof Inet4Address;
  }

  /** ::ffff:a.b.c.d as the IPv6 address that it is, which InetAddress would make IPv4. */
  public static InetAddress address(String text) {
    try {
      if (!text.startsWith("::ffff:")) {
        return InetAddress.getByName(text);
      }
      byte[] bytes = HexFormat.of().parseHex("00000000000000000000ffff00000000");
      byte[] ipv4 = InetAddress.getByName(text.substring(7)).getAddress();
      System.arraycopy(ipv4, 0, bytes, 12, 4);
      return Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new AssertionError("not an address: " + text, e);
    }
  }
}
