// SPDX-License-Identifier: Apache-2.0
/**
 * The API of the director: JSON over HTTP/1.1 on a Unix socket, and both ends of it.
 *
 * <p>Start reading at {@link director.daemon.control.StatusReport}, which is what most callers
 * want, then {@link director.daemon.control.Routes}, the table of what can be asked. {@code
 * ControlServer} is the daemon's end, on netty; {@code ControlClient} is the end of commands, on
 * the JDK alone. Whoever wires the daemon implements {@code ControlActions} and calls {@code
 * ControlServer.open}. docs/api.md is this package for readers of JSON.
 *
 * <p>Deliberately absent: authentication beyond the mode of the socket file (the kernel knows who
 * calls), keep-alive, and any decision: handlers answer from snapshots or pass an order on.
 */
package director.daemon.control;
