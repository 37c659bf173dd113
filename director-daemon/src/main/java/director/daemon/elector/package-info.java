// SPDX-License-Identifier: Apache-2.0
/**
 * The line between the two processes: the director gives orders, the elector tells how its
 * elections stand and what they decided. JSON, a message a line, over a private Unix socket.
 *
 * <p>{@link director.daemon.elector.ElectorServer} is the elector's end, {@link
 * director.daemon.elector.ElectorLink} the director's. When the line breaks, the elector goes on
 * with its last orders, and the director starts an elector anew, or waits for it.
 */
package director.daemon.elector;
