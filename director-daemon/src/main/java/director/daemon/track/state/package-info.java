// SPDX-License-Identifier: Apache-2.0
/**
 * Decides what tracked things are worth to an election: pure arithmetic and counting.
 *
 * <p>Start reading at {@link director.daemon.track.state.Adjustment}, the sum of it all. {@link
 * director.daemon.track.state.RiseFall} turns what was found into a state that does not flutter,
 * {@link director.daemon.track.state.Contribution} turns a state or a number into a part of the
 * sum, and {@link director.daemon.track.state.Shortfall} compares our view of a service with a
 * peer's.
 *
 * <p>The words are keepalived's: weight, reverse, rise, fall. Every "now" is a {@code Duration} on
 * a monotonic clock and always an argument: no clock, thread, file or process lives here.
 */
package director.daemon.track.state;
