// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.ReadableDuration;
import java.time.Duration;

/** How a conversation reads that did not come to its end: how far it got, and what was missing. */
record Unfinished(boolean tls, PhaseClock clock, Dialogue dialogue) {

  /** Nothing more came within {@code timeout}. */
  String silent(Duration timeout) {
    String within = " within " + ReadableDuration.of(timeout);
    return switch (clock.phase()) {
      case CONNECT -> "no answer to the TCP connect" + within;
      case TLS ->
          "TCP connected but the TLS handshake did not finish" + within + " (process hung?)";
      case HEADER -> {
        if (clock.hasFirstByte()) {
          yield incomplete(within);
        }
        yield tls
            ? "TLS handshake done but " + dialogue.noAnswer() + within
            : "TCP connected but " + dialogue.noAnswer() + within + " (process hung?)";
      }
      case BODY, ANSWERED -> incomplete(within);
    };
  }

  /** The connection broke. */
  String broken(BrokenConnection how) {
    return switch (clock.phase()) {
      case CONNECT -> "TCP connect failed: " + how.words();
      case TLS -> "TLS handshake failed: " + how.words();
      case HEADER, BODY, ANSWERED ->
          clock.hasFirstByte()
              ? how.sentence() + " before " + incomplete("")
              : how.sentence() + " before any response";
    };
  }

  private String incomplete(String within) {
    String progress = dialogue.progress();
    return "the "
        + dialogue.unfinished()
        + " was "
        + (within.isEmpty() ? "complete" : "not complete" + within)
        + (progress.isEmpty() ? "" : ": " + progress);
  }
}
