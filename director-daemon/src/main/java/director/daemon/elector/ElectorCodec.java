// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.json.JsonRecords;
import director.daemon.json.JsonTree;
import director.vrrp.orders.Authentication;
import director.vrrp.orders.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages as lines of JSON. Durations and instants as in ISO 8601. */
final class ElectorCodec {
  private static final String SAY = "say";
  private static final JsonRecords RECORDS =
      JsonRecords.plain()
          .withText(Duration.class, Duration::toString, Duration::parse)
          .withText(Instant.class, Instant::toString, Instant::parse)
          .withText(InetAddress.class, InetAddress::getHostAddress, AddressLiteral::parse)
          .withFamily(ToElector.class, SAY)
          .withFamily(FromElector.class, SAY)
          .withFamily(Transport.class, "kind")
          .withFamily(Authentication.class, "kind");

  private ElectorCodec() {}

  /** The words for all kinds of one end's messages. */
  static List<String> kinds(Class<?> messages) {
    return RECORDS.kinds(messages);
  }

  static String encode(Object message) {
    return JsonTree.line(RECORDS.tree(message));
  }

  /**
   * Reads a message that is complete: nothing in it is null that must not be.
   *
   * @throws UnknownMessageException if the other end knows kinds of messages that we do not
   * @throws IOException if the line is not a {@code type}; without the line itself, which can be
   *     long and holds secrets
   */
  static <T> T decode(String line, Class<T> type) throws IOException {
    try {
      @Nullable Object tree = JsonTree.read(line);
      if (type.isSealed()
          && tree instanceof Map<?, ?> message
          && message.get(SAY) instanceof String kind
          && !kinds(type).contains(kind)) {
        throw new UnknownMessageException(kind);
      }
      return RECORDS.read(tree, type);
    } catch (UnknownMessageException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("not a message: " + e.getMessage(), e);
    }
  }
}
