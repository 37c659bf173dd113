// SPDX-License-Identifier: Apache-2.0
/**
 * Asks a target once, and says precisely what came back.
 *
 * <p>Start reading at {@link director.healthcheck.probe.Prober}, the seam, and then at {@code
 * StreamProbe}, one connection from its connect to its verdict, with a {@code Dialogue} for what is
 * said on it: {@code HttpDialogue} is the one that matters most. {@code SequenceProbe} makes one
 * probe of several HTTP requests, and {@code DatagramProbe} is for what is asked without a
 * connection. {@link director.healthcheck.probe.ProbeLoop} is the netty event loop on which all of
 * it happens; this package is netty's home in the module. Each other class knows one thing: {@code
 * ReadLimit} how much a server may send, {@code ResponseJudge} what a response is worth, {@code
 * Redirect} where one leads, {@code ConnectFailure}, {@code BrokenConnection} and {@code
 * Unfinished} how bad news reads as a sentence, and whose fault it is.
 *
 * <p>Of TLS, {@code ClientTls} keeps a {@code TlsContext} for each set of terms and makes a new one
 * when its files change, {@code ServerTrust} judges certificates as far as that is asked, {@code
 * Resumption} says which handshakes have to be full, and {@code TlsLine} is all of that on one
 * connection.
 *
 * <p>Every probe opens fresh TCP connections and, unless its terms allow otherwise for some, makes
 * full TLS handshakes: a connection or session from before proves nothing about the clients that
 * come now. A hostile server costs a bounded amount of memory, and time up to the probe's deadline.
 *
 * <p>Deliberately absent: timers. A probe that is not answered waits until its owner gives it up.
 * Also absent by default is any check of certificates: see {@code ClientTls}.
 */
package director.healthcheck.probe;
