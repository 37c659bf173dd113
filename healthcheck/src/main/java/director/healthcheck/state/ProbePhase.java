// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

/** How far a probe got, in the order in which a probe passes through them. */
public enum ProbePhase {
  /** Waiting for the TCP connection. */
  CONNECT,
  /** Connected, in the TLS handshake. */
  TLS,
  /** The request is sent, the response header is not complete. */
  HEADER,
  /** The header was read and expected, the body is not complete. */
  BODY,
  /** The target gave an answer that could be judged. */
  ANSWERED
}
