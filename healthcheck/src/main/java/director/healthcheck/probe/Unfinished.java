// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.ReadableDuration;
import java.time.Duration;

/** How a conversation reads that did not come to its end: how far it got, and what was missing. */
record Unfinished(boolean tls, PhaseClock clock, ResponseJudge judge) {

  /** Nothing more came within {@code timeout}. */
  String silent(Duration timeout) {
    String within = " within " + ReadableDuration.of(timeout);
    return switch (clock.phase()) {
      case CONNECT -> "no answer to the TCP connect" + within;
      case TLS ->
          "TCP connected but the TLS handshake did not finish" + within + " (process hung?)";
      case HEADER -> {
        if (clock.hasFirstByte()) {
          yield "the HTTP response header was not complete" + within;
        }
        yield tls
            ? "TLS handshake done but no HTTP response" + within
            : "TCP connected but no HTTP response" + within + " (process hung?)";
      }
      case BODY, ANSWERED ->
          "the HTTP response was not complete" + within + ": " + judge.progress();
    };
  }

  /** The connection broke. */
  String broken(BrokenConnection how) {
    return switch (clock.phase()) {
      case CONNECT -> "TCP connect failed: " + how.words();
      case TLS -> "TLS handshake failed: " + how.words();
      case HEADER ->
          how.sentence()
              + (clock.hasFirstByte()
                  ? " before the response header was complete"
                  : " before any response");
      case BODY, ANSWERED ->
          how.sentence() + " before the response was complete: " + judge.progress();
    };
  }
}
