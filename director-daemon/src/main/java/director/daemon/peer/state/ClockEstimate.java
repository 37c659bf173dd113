// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far another wall clock is from ours, as NTP reckons it (RFC 5905, section 8): from the round
 * trips of the last datagrams, of which the quickest tells most. Ages are monotonic, so that a
 * clock that jumps on the way spoils nothing.
 *
 * @param samples the latest last
 */
public record ClockEstimate(List<Sample> samples) {
  public static final ClockEstimate NONE = new ClockEstimate(List.of());

  private static final int MOST = 8;

  /** By so much two samples may differ beyond what their round trips explain. */
  private static final Duration WANDER = Duration.ofMillis(20);

  /**
   * One round trip.
   *
   * @param offset of the other clock from ours, positive when it is ahead
   */
  public record Sample(Duration offset, Duration roundTrip) {}

  public ClockEstimate {
    samples = List.copyOf(samples);
  }

  /**
   * After another round trip. Samples of before one of the clocks was set are forgotten.
   *
   * @param sent when ours went out
   * @param held how long the other had it
   * @param theirs its wall clock when it sent its own
   * @param now when that came
   */
  ClockEstimate after(Moment sent, Duration held, Instant theirs, Moment now) {
    Duration roundTrip = now.since(sent).minus(held);
    if (roundTrip.isNegative()) {
      return this;
    }
    Instant then = theirs.plus(roundTrip.dividedBy(2));
    Sample sample = new Sample(Duration.between(now.wall(), then), roundTrip);
    List<Sample> next = new ArrayList<>();
    samples.stream().filter(one -> agree(one, sample)).forEach(next::add);
    next.add(sample);
    return new ClockEstimate(next.subList(Math.max(0, next.size() - MOST), next.size()));
  }

  private static boolean agree(Sample one, Sample other) {
    Duration apart = one.offset().minus(other.offset()).abs();
    Duration explained = one.roundTrip().plus(other.roundTrip()).dividedBy(2).plus(WANDER);
    return apart.compareTo(explained) <= 0;
  }

  /** The quickest; empty before the first. */
  public Optional<Sample> best() {
    return samples.stream().min(Comparator.comparing(Sample::roundTrip));
  }
}
