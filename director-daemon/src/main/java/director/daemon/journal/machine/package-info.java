// SPDX-License-Identifier: Apache-2.0
/**
 * What the kernel counts about the machine as a whole, once a second. {@link
 * director.daemon.journal.machine.Machine} reads the files, {@link
 * director.daemon.journal.machine.ProcText} understands them.
 *
 * <p>What the checker must know about its own thread to judge others by is its own affair, in
 * healthcheck.
 */
package director.daemon.journal.machine;
