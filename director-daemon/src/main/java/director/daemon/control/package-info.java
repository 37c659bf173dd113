// SPDX-License-Identifier: Apache-2.0
/**
 * The API of the director: JSON over HTTP/1.1 on Unix sockets and, where it is asked for, over TLS;
 * and both ends of it.
 *
 * <p>Start reading at {@link director.daemon.control.StatusReport}, which is what most callers
 * want, then {@link director.daemon.control.Routes}, the table of what can be asked. {@code
 * ControlServer} is the daemon's end, on netty: a connection goes through {@code RequestReader},
 * where a {@code Door} says who it is, and {@code ControlConnection}, whose {@code Sending} sends
 * an answer in {@code Pieces}. {@code ControlClient} is the end of commands, on the JDK alone.
 * Whoever wires the daemon implements {@code ControlActions} and {@code ConfigActions} and calls
 * {@code ControlServer.open}. docs/api.md is this package for readers of JSON.
 *
 * <p>Deliberately absent: keep-alive, cookies, anything for browsers, rights finer than two roles,
 * and any decision: handlers answer from snapshots or pass an order on.
 */
package director.daemon.control;
