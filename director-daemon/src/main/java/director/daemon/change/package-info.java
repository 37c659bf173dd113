// SPDX-License-Identifier: Apache-2.0
/**
 * What another configuration would change, and what that means for clients, before it is done.
 *
 * <p>Start reading at {@link director.daemon.change.Changes}. {@link
 * director.daemon.change.Difference} compares any two sections in the words of the file; {@code
 * VipChanges} and {@code ServiceChanges} say what follows from it, with the connections that the
 * kernel has now ({@code LiveConnections}). A reload does what was said here, and says it again.
 *
 * <p>Pure, and linear in the size of both configurations. Deliberately absent: reading files, the
 * kernel, and doing anything.
 */
package director.daemon.change;
