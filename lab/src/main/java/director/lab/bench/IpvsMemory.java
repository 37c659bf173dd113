// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsSnapshot;
import director.ipvs.netlink.NetlinkIpvsClient;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the kernel's table, or not, and says what that takes: the used heap and the resident
 * memory, in MB.
 */
public final class IpvsMemory {
  private IpvsMemory() {}

  /** With a number of passes to read, each replacing the one before; 0 to read nothing. */
  public static void main(String... arguments) throws IOException {
    int passes = Integer.parseInt(arguments[0]);
    List<Object> held = new ArrayList<>();
    try (IpvsClient client = NetlinkIpvsClient.open()) {
      for (int pass = 0; pass < passes; pass++) {
        IpvsSnapshot snapshot = client.read();
        held.clear();
        held.add(snapshot);
      }
      if (arguments.length > 1) {
        IpvsTable desired = IpvsShape.of(arguments[1]).table();
        held.add(desired);
      }
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      double used = (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
      System.out.println(used + " " + resident() + " " + held.size());
    }
  }

  private static double resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IOException("/proc/self/status has no VmRSS");
  }
}
