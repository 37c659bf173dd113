// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import java.util.List;
import java.util.Set;

/** Somebody else who changes and lists the table of the same kernel. */
interface Ipvsadm {
  /**
   * Performs lines of options one after the other, as {@code ipvsadm -R} does; any that is refused
   * is an exception.
   */
  void run(String... lines) throws Exception;

  Listing list() throws Exception;

  /**
   * What ipvsadm prints of the kernel.
   *
   * @param rules the lines of {@code ipvsadm -Sn}
   * @param thresholds "10.0.0.11:443 500 400", for each real server that has any, of {@code ipvsadm
   *     -Ln --thresholds}
   * @param settings the lines of {@code ipvsadm -L --timeout} and {@code ipvsadm -L --daemon}
   */
  record Listing(Set<String> rules, Set<String> thresholds, List<String> settings) {}
}
