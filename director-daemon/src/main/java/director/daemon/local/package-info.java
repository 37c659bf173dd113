// SPDX-License-Identifier: Apache-2.0
/**
 * Asks this very host: runs the operator's programs and reads numbers from files. For whatever
 * tracks and checks.
 *
 * <p>Start reading at {@link director.daemon.local.ScriptRunner} and {@link
 * director.daemon.local.NumberFile}. Every call blocks, and belongs on a thread that may.
 *
 * <p>Absent on purpose: what the answers mean, which {@code track} and {@code probe} say in their
 * own ways; intervals; and threads.
 */
package director.daemon.local;
