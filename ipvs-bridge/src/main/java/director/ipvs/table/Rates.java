// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

/**
 * The kernel's estimate of what happens in a second, renewed every two seconds and smoothed
 * (IPVS_STATS_ATTR_CPS and what follows it).
 */
public record Rates(
    long connections, long inPackets, long inBytes, long outPackets, long outBytes) {
  public static final Rates NONE = new Rates(0, 0, 0, 0, 0);
}
