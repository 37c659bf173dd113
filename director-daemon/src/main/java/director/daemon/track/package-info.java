// SPDX-License-Identifier: Apache-2.0
/**
 * Tracks things outside of the election that matter to it: scripts, numbers in files, processes,
 * and the health of services.
 *
 * <p>Start reading at {@link director.daemon.track.Tracking}, which is told what to track and tells
 * what comes of it. The records {@code Track…} say what is tracked; {@code state} decides, purely;
 * {@link director.daemon.local.ScriptRunner}, {@link director.daemon.local.NumberFile}, {@link
 * director.daemon.track.FileWatch} and {@link director.daemon.track.ProcessScan} look at the world,
 * on threads of their own, and only what they found comes to the deciding thread.
 *
 * <p>Absent on purpose: interfaces, which the elector watches itself because it must not wait for
 * another process, and BFD.
 */
package director.daemon.track;
