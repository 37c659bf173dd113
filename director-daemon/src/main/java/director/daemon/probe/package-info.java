// SPDX-License-Identifier: Apache-2.0
/**
 * Probes that are no conversations over TCP or UDP: scripts, numbers in files, and ICMP echo.
 *
 * <p>Start reading at {@link director.daemon.probe.LocalProbers}, which gives each question to who
 * can ask it. What blocks does so on threads of its own, and only what was found comes back to the
 * thread of the health checker. {@code ScriptResult} and {@code FileResult} say what it means.
 *
 * <p>Absent on purpose: intervals, deadlines, and what follows from a result, which are the health
 * checker's.
 */
package director.daemon.probe;
