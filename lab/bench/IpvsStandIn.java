// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;

/** Opens the unit tests' kernel, which is nobody's but its own package's. */
public final class IpvsStandIn {
  private IpvsStandIn() {}

  public static IpvsClient open() throws IpvsException {
    return NetlinkIpvsClient.open(new FakeIpvsKernel());
  }
}
