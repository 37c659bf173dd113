// SPDX-License-Identifier: Apache-2.0
/**
 * Asks a target once, and says precisely what came back.
 *
 * <p>Start reading at {@link director.healthcheck.probe.Prober}, the seam, and then at {@code
 * HttpProbe}, one connection from its connect to its verdict. {@link
 * director.healthcheck.probe.ProbeLoop} is the netty event loop on which all of it happens; this
 * package is netty's home in the module. Each other class knows one thing: {@code ClientTls} how to
 * speak TLS to a server one does not trust, {@code ReadLimit} how much a server may send, {@code
 * ResponseJudge} what a response is worth, {@code ConnectFailure}, {@code BrokenConnection} and
 * {@code Unfinished} how bad news reads as a sentence, and whose fault it is.
 *
 * <p>Every probe opens a fresh TCP connection and makes a full TLS handshake: a connection or
 * session from before proves nothing about the clients that come now. A hostile server costs a
 * bounded amount of memory, and time up to the probe's deadline.
 *
 * <p>Deliberately absent: timers. A probe that is not answered waits until its owner gives it up.
 * Also absent by default is any check of certificates: see {@code ClientTls}.
 */
package director.healthcheck.probe;
