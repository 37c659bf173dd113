// SPDX-License-Identifier: Apache-2.0
/**
 * {@code directorctl}: what an operator asks of the running director.
 *
 * <p>Start reading at {@link director.daemon.cli.DirectorCtl}, which builds the tree of commands; a
 * command asks ({@code Questions}), prints (package {@code draw}) and returns one of {@code
 * ExitCodes}. The client, the config checker and the shell are handed in, so that tests need
 * neither a daemon nor a terminal.
 *
 * <p>Deliberately absent: everything that takes time to start. There is no netty and no logging on
 * this path; JSON is read on the JDK's own socket.
 */
package director.daemon.cli;
