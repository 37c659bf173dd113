// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.netlink.text.AddressText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is wrong between two directors, whatever they say: silence, keys, clocks. */
final class LineDifferences {
  /** That a wrong key was seen is told for so long. */
  static final Duration REMEMBERED = Duration.ofSeconds(30);

  /** Below it nobody who compares two logs loses his way. */
  private static final Duration CLOSE_ENOUGH = Duration.ofMillis(100);

  static final String COMPARE_KEYS = ": compare peer.key on both directors";
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double NANOS_PER_MILLI = 1e6;

  private LineDifferences() {}

  static List<Difference> of(Neighbour it, Moment now) {
    List<Difference> all = new ArrayList<>();
    silence(it, now).ifPresent(all::add);
    if (isFresh(it.withWrongKey(), now)) {
      all.add(of("key", wrongKey(it)));
    }
    if (isFresh(it.inOtherForm(), now)) {
      all.add(
          of(
              "version",
              word(it)
                  + " speaks a form of this protocol that this directord does not know:"
                  + " upgrade the older of the two"));
    }
    if (it.hearing() == Hearing.HEARD) {
      it.clock().best().flatMap(sample -> clock(sample, word(it))).ifPresent(all::add);
    }
    return all;
  }

  private static boolean isFresh(Optional<Moment> at, Moment now) {
    return at.filter(moment -> !now.isAfter(moment, REMEMBERED)).isPresent();
  }

  private static Optional<Difference> silence(Neighbour it, Moment now) {
    return switch (it.hearing()) {
      case HEARD -> Optional.empty();
      case LOST ->
          it.heard()
              .map(
                  at ->
                      of(
                          "silence",
                          "%s has not been heard for %d s; elections do not depend on it"
                              .formatted(word(it), now.since(at).toSeconds())));
      case UNHEARD ->
          Optional.of(
              of(
                  "silence",
                  "%s has not been heard yet; is its directord running, with the same peer.key and"
                          .formatted(word(it))
                      + " peer.port, and with us in its peer.addresses?"));
    };
  }

  private static String wrongKey(Neighbour it) {
    return wrongKey(it.address())
        + (it.hearing() == Hearing.HEARD
            ? ", while others from there are right: is somebody forging them?"
            : COMPARE_KEYS);
  }

  static String wrongKey(InetAddress source) {
    return "a datagram from %s has a wrong key, or was changed on its way"
        .formatted(AddressText.of(source));
  }

  private static Optional<Difference> clock(ClockEstimate.Sample sample, String name) {
    Duration offset = sample.offset();
    if (offset.abs().compareTo(CLOSE_ENOUGH.plus(sample.roundTrip())) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        of(
            "clock",
            String.format(
                Locale.ROOT,
                "the clock of %s is %.1f s %s ours (round trip %.1f ms): which of them is right?",
                name,
                offset.abs().toMillis() / MILLIS_PER_SECOND,
                offset.isNegative() ? "behind" : "ahead of",
                sample.roundTrip().toNanos() / NANOS_PER_MILLI)));
  }

  /** "director-b (192.0.2.12)"; the address alone as long as nothing else is known. */
  static String word(Neighbour it) {
    String address = AddressText.of(it.address());
    return it.standing().map(one -> one.name() + " (" + address + ")").orElse(address);
  }

  private static Difference of(String topic, String sentence) {
    return new Difference(topic, topic, sentence, true);
  }
}
