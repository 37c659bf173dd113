// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.Routes.NotTakenException;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network: who has a token has the role that goes with it. Who has not is told no more than
 * that, whatever of it was wrong.
 */
final class NetworkDoor implements Door {
  private static final Logger log = LoggerFactory.getLogger(NetworkDoor.class);
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/=-]{1,512})");

  private final Supplier<Credentials> credentials;
  private final FailedAttempts failures;

  /**
   * @param credentials those that are good now
   */
  NetworkDoor(Supplier<Credentials> credentials, FailedAttempts failures) {
    this.credentials = credentials;
    this.failures = failures;
  }

  @Override
  public Caller caller(Channel channel, HttpRequest head) throws NotTakenException {
    InetAddress from = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    Credentials good = credentials.get();
    if (!good.isOurs(head.headers().getAll(HttpHeaderNames.HOST), local(channel))) {
      throw new NotTakenException(
          Answer.error(421, "not the one you ask for", "the header Host names somebody else"));
    }
    if (failures.isBarred(from)) {
      Answer later =
          Answer.error(429, "too many failures", "from your address: try again in a minute");
      throw new NotTakenException(
          new Answer(later.status(), later.body(), Map.of("Retry-After", "60")));
    }
    Token token = token(head, good).orElseThrow(() -> new NotTakenException(stranger(from)));
    return new Caller("token " + token.name() + " from " + from.getHostAddress(), 0, token.role());
  }

  private static Optional<Token> token(HttpRequest head, Credentials good) {
    List<String> given = head.headers().getAll(HttpHeaderNames.AUTHORIZATION);
    Matcher bearer = BEARER.matcher(given.size() == 1 ? given.get(0) : "");
    return bearer.matches() ? good.tokens().of(bearer.group(1)) : Optional.empty();
  }

  private Answer stranger(InetAddress from) {
    int count = failures.failed(from);
    if (count == 1 || count == FailedAttempts.MOST) {
      log.warn(
          "control API: {} is not let in, as it has no good token; {}, {} since the start",
          from.getHostAddress(),
          count == 1 ? "the first time in a minute" : "nothing from there is heard for a minute",
          failures.total());
    }
    Answer refused =
        Answer.error(401, "not let in", "a good token is needed: Authorization: Bearer TOKEN");
    return new Answer(refused.status(), refused.body(), Map.of("WWW-Authenticate", "Bearer"));
  }

  private static InetAddress local(Channel channel) {
    return ((InetSocketAddress) channel.localAddress()).getAddress();
  }
}
