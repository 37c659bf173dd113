// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeTimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far a probe has got, and when it got there. It runs from its creation on. */
final class PhaseClock {

  private final long started = System.nanoTime();
  private ProbePhase phase = ProbePhase.CONNECT;
  private @Nullable Duration connected;
  private @Nullable Duration secured;
  private @Nullable Duration firstByte;

  ProbePhase phase() {
    return phase;
  }

  boolean hasFirstByte() {
    return firstByte != null;
  }

  void connected(ProbePhase next) {
    connected = elapsed();
    phase = next;
  }

  void secured() {
    secured = elapsed();
    phase = ProbePhase.HEADER;
  }

  void firstByte() {
    firstByte = elapsed();
  }

  void headerRead() {
    phase = ProbePhase.BODY;
  }

  void answered() {
    phase = ProbePhase.ANSWERED;
  }

  ProbeTimes times() {
    return new ProbeTimes(connected, secured, firstByte, elapsed());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }
}
