// SPDX-License-Identifier: Apache-2.0
/**
 * Plays takeovers where nobody sees them, so that the first real one finds its classes loaded, its
 * call sites linked and its methods compiled: cold, it takes 0.4 ms longer on a quiet machine and
 * several on a busy one (docs/adr/0012-elector-jvm.md).
 *
 * <p>Start reading at {@link director.vrrp.rehearsal.Rehearsal}. It uses the elector as everybody
 * does, so that whatever is on the way of a takeover is rehearsed, whoever put it there.
 */
package director.vrrp.rehearsal;
