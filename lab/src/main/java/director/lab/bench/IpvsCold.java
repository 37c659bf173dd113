// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.ipvs.IpvsClient;
import director.ipvs.netlink.NetlinkIpvsClient;
import java.io.IOException;

/**
 * The first load of a process's life. Says how many milliseconds it took, and before it the way to
 * the kernel: its native library and the family's number.
 */
public final class IpvsCold {
  private IpvsCold() {}

  public static void main(String... arguments) throws IOException {
    IpvsShape shape = IpvsShape.of(arguments[0]);
    long begin = System.nanoTime();
    try (IpvsClient client = NetlinkIpvsClient.open()) {
      double opened = (System.nanoTime() - begin) / 1e6;
      System.out.println(opened + " " + new OurLoader(client).load(shape));
    }
  }
}
