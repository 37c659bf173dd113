// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.ipvs.table.IpvsTable;
import director.ipvs.table.Protocol;
import director.ipvs.table.RealServer;
import director.ipvs.table.VirtualService;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of TCP services, each with as many real servers by direct routing, scheduled by wrr; and
 * the same in the words of ipvsadm and of keepalived.
 *
 * @param servers of each service, up to 65,536
 */
record IpvsShape(int services, int servers) {
  private static final int PORT = 443;

  /** From "1000x10". */
  static IpvsShape of(String text) {
    String[] numbers = text.split("x", 2);
    return new IpvsShape(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }

  /** "1000 x 10". */
  String label() {
    return services + " x " + servers;
  }

  int allServers() {
    return services * servers;
  }

  IpvsTable table() {
    return table(1);
  }

  /** With that weight for one server in the midst, and weight 1 for the others. */
  IpvsTable table(int one) {
    List<IpvsTable.Entry> entries = new ArrayList<>();
    for (int service = 0; service < services; service++) {
      List<RealServer> answering = new ArrayList<>();
      for (int server = 0; server < servers; server++) {
        boolean inTheMidst = service == services / 2 && server == servers / 2;
        RealServer.Id id = new RealServer.Id(address(server(server)), PORT);
        answering.add(new RealServer(id, inTheMidst ? one : 1));
      }
      VirtualService.Id id =
          new VirtualService.Endpoint(Protocol.TCP, address(virtual(service)), PORT);
      entries.add(IpvsTable.Entry.of(new VirtualService(id, "wrr"), answering));
    }
    return IpvsTable.of(entries);
  }

  /** What {@code ipvsadm -R} takes. */
  String rules() {
    StringBuilder rules = new StringBuilder();
    for (int service = 0; service < services; service++) {
      String virtual = virtual(service) + ":" + PORT;
      rules.append("-A -t ").append(virtual).append(" -s wrr\n");
      for (int server = 0; server < servers; server++) {
        rules.append("-a -t ").append(virtual).append(" -r ").append(server(server));
        rules.append(":" + PORT + " -g -w 1\n");
      }
    }
    return rules.toString();
  }

  /** A keepalived.conf without checkers. */
  String keepalivedConfig() {
    StringBuilder config = new StringBuilder();
    for (int service = 0; service < services; service++) {
      config.append("virtual_server ").append(virtual(service)).append(" " + PORT + " {\n");
      config.append("  lb_algo wrr\n  lb_kind DR\n  protocol TCP\n");
      for (int server = 0; server < servers; server++) {
        config.append("  real_server ").append(server(server)).append(" " + PORT + " {\n");
        config.append("    weight 1\n  }\n");
      }
      config.append("}\n");
    }
    return config.toString();
  }

  private static String virtual(int service) {
    return "198.18." + service / 250 + "." + (1 + service % 250);
  }

  private static String server(int server) {
    return "10.1." + server / 250 + "." + (1 + server % 250);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + literal, e);
    }
  }
}
