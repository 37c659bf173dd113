// SPDX-License-Identifier: Apache-2.0
/**
 * What programs and files of this host said, as values, and how long to wait for it.
 *
 * <p>Start reading at {@link director.daemon.local.state.RunEnd} and {@link
 * director.daemon.local.state.NumberReading}.
 *
 * <p>Absent on purpose: what follows for a server or an election; and every clock, thread, file and
 * process.
 */
package director.daemon.local.state;
