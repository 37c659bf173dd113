// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.CheckConfig.Through;
import director.healthcheck.CheckTiming;
import director.healthcheck.request.ProbePath;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How a check is written: its type, what that type asks, and what all checks have. */
final class CheckForm {
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(2);
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(3);

  /** Three of them in a row, and a server that is gone is out after a second or so. */
  private static final Duration USUAL_FAST_INTERVAL = Duration.ofMillis(500);

  private static final Kind<InetAddress> SOURCE =
      AddressLiteral.kind("an address of this host, such as \"10.0.0.2\" or \"2001:db8::2\"");
  private static final Kind<Long> MARK = Kind.whole(1, 0xffff_ffffL);

  private CheckForm() {}

  static CheckConfig read(Section section) {
    CheckType type = section.optional("type", Kind.word(CheckType.class), CheckType.HTTPS);
    if (section.isSound()) {
      CheckKeys.refuseOthers(section, type);
    } else {
      // Nobody knows what it was to be, so what belongs to others may be right.
      CheckKeys.leaveOthers(section, type);
    }
    return of(section, type, request(section, type));
  }

  private static RequestConfig request(Section section, CheckType type) {
    return switch (type) {
      case HTTPS, HTTP -> HttpForm.read(section, type == CheckType.HTTPS);
      case TCP, TLS -> new RequestConfig.Same(TcpForm.read(section, type == CheckType.TLS));
      case UDP -> new RequestConfig.Same(UdpForm.read(section));
      case DNS -> new RequestConfig.Same(ProtocolForm.dns(section));
      case SMTP -> new RequestConfig.Same(ProtocolForm.smtp(section));
      case PING -> new RequestConfig.Same(ProtocolForm.ping(section));
      case GRPC -> ProtocolForm.grpc(section);
      case AGENT -> new RequestConfig.Same(AgentForm.read(section));
      case FILE -> new RequestConfig.Same(LocalForm.file(section));
      case SCRIPT -> LocalForm.script(section);
    };
  }

  private static CheckConfig of(Section section, CheckType type, RequestConfig request) {
    Duration interval = section.optional("interval", between(100, 3_600_000), USUAL_INTERVAL);
    return new CheckConfig(
        request,
        section.optional("port", Kind.port(), OptionalInt.empty()),
        new CheckTiming(interval, fastInterval(section, interval)),
        section.optional(
            "timeout", between(1, 3_600_000), type == CheckType.SCRIPT ? interval : USUAL_TIMEOUT),
        DecisionForm.read(section),
        new ProbePath(
            section.optional("source", SOURCE.maybe(), Optional.empty()),
            section.optional("interface", Names.INTERFACE.maybe(), Optional.empty()),
            section
                .optional("mark", MARK.maybe(), Optional.empty())
                .map(mark -> OptionalInt.of(mark.intValue()))
                .orElse(OptionalInt.empty())),
        section.optional("through", Kind.word(Through.class), Through.DIRECT));
  }

  private static Duration fastInterval(Section section, Duration interval) {
    Duration usual = interval.compareTo(USUAL_FAST_INTERVAL) < 0 ? interval : USUAL_FAST_INTERVAL;
    Duration fast = section.optional("fast-interval", between(20, 3_600_000), usual);
    if (fast.compareTo(interval) > 0) {
      section.refuse(
          "fast-interval", "must not be above interval, which is " + Durations.words(interval));
      return usual;
    }
    return fast;
  }

  private static Kind<Duration> between(int minMillis, int maxMillis) {
    return Durations.between(Duration.ofMillis(minMillis), Duration.ofMillis(maxMillis));
  }
}
