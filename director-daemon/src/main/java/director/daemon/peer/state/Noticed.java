// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

/**
 * A difference, and for how long.
 *
 * @param since when it was first seen
 * @param settled whether it has lasted long enough to be more than one being quicker than the other
 */
public record Noticed(Difference difference, Moment since, boolean settled) {}
