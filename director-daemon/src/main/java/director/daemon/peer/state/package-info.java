// SPDX-License-Identifier: Apache-2.0
/**
 * What follows from what other directors tell: who is heard, what is believed of it, and in what
 * the two differ. Start with {@link director.daemon.peer.state.Neighbourhood}, and with {@link
 * director.daemon.peer.state.Comparison} for the differences.
 *
 * <p>Deliberately absent: clocks, which are handed in as a {@link
 * director.daemon.peer.state.Moment}; sockets and keys; and whatever could act upon any of it.
 */
package director.daemon.peer.state;
