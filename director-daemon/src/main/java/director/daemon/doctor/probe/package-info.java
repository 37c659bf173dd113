// SPDX-License-Identifier: Apache-2.0
/**
 * Finds out what the doctor wants to know: from files, from the kernel, from the segment, from real
 * servers. Works without the daemon, changes nothing, and takes a few seconds at most.
 *
 * <p>Start reading at {@link director.daemon.doctor.probe.Examination}.
 *
 * <p>Deliberately absent: judging, which is for package {@code rule}; a log. What could not be
 * found out is told as such ({@link director.daemon.doctor.fact.Known}).
 */
package director.daemon.doctor.probe;
