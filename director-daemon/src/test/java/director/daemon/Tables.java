// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.ipvs.table.IpvsTable;
import director.ipvs.table.Protocol;
import director.ipvs.table.RealServer;
import director.ipvs.table.VirtualService;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** IPVS tables in few words. */
public final class Tables {
  private Tables() {}

  public static IpvsTable table(IpvsTable.Entry... entries) {
    return IpvsTable.of(List.of(entries));
  }

  /** A service over TCP with its real servers. */
  public static IpvsTable.Entry tcp(
      String address, int port, String scheduler, RealServer... servers) {
    return IpvsTable.Entry.of(
        new VirtualService(id(Protocol.TCP, address, port), scheduler), Arrays.asList(servers));
  }

  public static VirtualService.Id id(Protocol protocol, String address, int port) {
    return new VirtualService.Endpoint(protocol, address(address), port);
  }

  public static RealServer server(String address, int port, int weight) {
    return new RealServer(new RealServer.Id(address(address), port), weight);
  }

  public static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
