// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

/**
 * An interface whose link counts in the election.
 *
 * @param weight -253..253: added to the priority while it is up if positive, while it is down if
 *     negative; 0 = FAULT while it is down
 * @param reverse whether up and down change places
 */
public record TrackedInterface(String name, int weight, boolean reverse) {}
