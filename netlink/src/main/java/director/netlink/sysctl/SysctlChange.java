// SPDX-License-Identifier: Apache-2.0
package director.netlink.sysctl;

/**
 * A kernel parameter was set.
 *
 * @param path below /proc/sys/net, such as "ipv4/conf/eth0/arp_ignore"
 * @param before its value until then
 * @param after its value since then
 */
public record SysctlChange(String path, String before, String after) {
  /** Whether it had this value anyway. */
  public boolean isNone() {
    return before.equals(after);
  }
}
