// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.text.AddressText;
import director.vrrp.packet.Rejection;
import director.vrrp.state.VirtualRouter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is wrong around a virtual router though it works; each is forgotten when it is over. */
final class Warnings {
  /** Longer than any interval. */
  private static final long REMEMBERED = Duration.ofSeconds(60).toNanos();

  /** What can be wrong; in the order in which it is told. */
  enum Kind {
    /** Two have priority 255. */
    ANOTHER_OWNER,
    /** Somebody sends from our address. */
    OUR_ADDRESS,
    /** Somebody whom we do not understand, nor it us: both will be MASTER. */
    ESTRANGED,
    /** Nobody took what was handed over. */
    NO_SUCCESSOR
  }

  private record Warning(String sentence, long seen) {}

  private final Map<Kind, Warning> warnings = new EnumMap<>(Kind.class);

  /**
   * Notes it.
   *
   * @return whether it is news
   */
  boolean raise(Kind kind, String sentence, long now) {
    Warning before = warnings.put(kind, new Warning(sentence, now));
    return before == null || !before.sentence().equals(sentence) || isOver(before, now);
  }

  /**
   * An owner hears an advertisement.
   *
   * @return what is to be told, when it is news
   */
  Optional<String> heardByOwner(InetAddress sender, int priority, long now) {
    String sentence =
        AddressText.of(sender)
            + " advertises priority 255 as we do: only one can own the addresses, and the higher"
            + " address decides; lower the priority of one of both";
    return priority == VirtualRouter.OWNER && raise(Kind.ANOTHER_OWNER, sentence, now)
        ? Optional.of(sentence)
        : Optional.empty();
  }

  /**
   * An advertisement for our VRID was dropped, which may mean more than that.
   *
   * @param told what was said of it
   */
  void dropped(Rejection rejection, String told, long now) {
    switch (rejection) {
      case OWN_ADDRESS ->
          raise(
              Kind.OUR_ADDRESS,
              told + "; another host has our address, or the segment returns what we send",
              now);
      case VERSION,
          AUTHENTICATION_TYPE_UNKNOWN,
          AUTHENTICATION_TYPE,
          AUTHENTICATION,
          TRAILER_MISSING,
          TRAILER_UNKNOWN_KEY,
          TRAILER_INVALID_HMAC ->
          raise(
              Kind.ESTRANGED,
              told + "; as long as that is so both can be MASTER: configure both alike",
              now);
      default -> {}
    }
  }

  /** Those of the last minute. */
  List<String> at(long now) {
    return warnings.values().stream()
        .filter(warning -> !isOver(warning, now))
        .map(Warning::sentence)
        .toList();
  }

  private static boolean isOver(Warning warning, long now) {
    return now - warning.seen() > REMEMBERED;
  }
}
