// SPDX-License-Identifier: Apache-2.0
/**
 * Elects, for each virtual router, the one director of a segment that holds its addresses.
 *
 * <p>Start reading at {@link director.vrrp.state.VrrpStateMachine}: the election is that one pure
 * function. {@code packet} turns bytes into values and back, {@code state} decides, {@code net}
 * performs what was decided; {@link director.vrrp.Elector} is the loop that joins them.
 *
 * <p>Names are those of RFC 9568 and RFC 3768, but for the states, which operators know as MASTER
 * and BACKUP. Time is always a {@code Duration}, or nanoseconds of System.nanoTime inside the loop;
 * centiseconds exist only in {@link director.vrrp.packet.VrrpAdvertisement}.
 */
package director.vrrp;
