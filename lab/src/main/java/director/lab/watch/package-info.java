// SPDX-License-Identifier: Apache-2.0
/**
 * The instruments: what a client notices, and what is to be seen on the wire.
 *
 * <p>Start reading at {@link director.lab.watch.VipProbe} (how long did nobody answer?), {@link
 * director.lab.watch.EchoProbe} (who did?) and {@link director.lab.watch.Observer} (who said what,
 * and when?). They share no code with the daemon, so that an error in its codec cannot hide itself.
 */
package director.lab.watch;
