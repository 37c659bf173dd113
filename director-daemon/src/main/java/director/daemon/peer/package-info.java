// SPDX-License-Identifier: Apache-2.0
/**
 * The two directors side by side: each tells the other how it stands, signed, by UDP, and shows in
 * what they differ. Start with {@link director.daemon.peer.PeerView}, which is all that others see;
 * {@code packet} has what is said as bytes, {@code state} what follows from it.
 *
 * <p>Architecture Invariant: nothing here can act. No election, no orders, no table and no check is
 * within reach; a snapshot of what this director knows comes in, and sentences go out. {@code
 * ArchitectureTest} holds us to it.
 */
package director.daemon.peer;
