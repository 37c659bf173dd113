// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.probe.RunningProbe;
import director.healthcheck.schedule.Deadline;
import director.healthcheck.schedule.Deadline.Ruling;
import director.healthcheck.schedule.Lateness;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ReadableDuration;
import director.healthcheck.state.Verdict;
import java.time.Duration;

/**
 * A probe under way, and whose fault it is if it fails. It is looked at a hundred times a second,
 * so that as long as all is well a look is a comparison and makes nothing new.
 */
final class Flight {

  private final Target target;
  private final RunningProbe probe;
  private final WaitingLine.Line line;
  private final Duration soonestEnd;
  private Deadline deadline;
  private long received;

  Flight(Target target, RunningProbe probe, Duration now, WaitingLine.Line line) {
    Duration timeout = target.order().question().timeout();
    this.target = target;
    this.probe = probe;
    this.line = line;
    this.soonestEnd = now.plus(timeout);
    this.deadline = Deadline.from(now, timeout);
  }

  Target target() {
    return target;
  }

  Duration started() {
    return deadline.started();
  }

  WaitingLine.Line line() {
    return line;
  }

  /** The ruling at a wake-up. */
  Ruling at(Duration now, Lateness lateness) {
    long more = probe.received();
    deadline = deadline.after(now, lateness, more != received);
    received = more;
    return now.compareTo(soonestEnd) < 0 ? Ruling.WAIT : deadline.at(now, lateness);
  }

  /** Ends it because its time is over. */
  ProbeResult giveUp(boolean ours, Duration now, Lateness lateness) {
    ProbeResult result = probe.giveUp();
    return ours ? excused(result, now, lateness) : result;
  }

  /** What its end by itself is worth. */
  ProbeResult ended(ProbeResult result, Duration now, Lateness lateness) {
    return deadline.missed(now, lateness) ? excused(result, now, lateness) : result;
  }

  void cancel() {
    probe.cancel();
  }

  /** Makes a failure void that may be ours. An answer is an answer, however late it was read. */
  private ProbeResult excused(ProbeResult result, Duration now, Lateness lateness) {
    if (result.verdict() != Verdict.FAILED || result.reached() == ProbePhase.ANSWERED) {
      return result;
    }
    Duration lost = deadline.lostBy(now, lateness);
    return result.voided(
        "directord itself was late by " + ReadableDuration.of(lost) + " during this check");
  }
}
