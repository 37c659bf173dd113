// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.StatusRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;

/**
 * How the real servers of a service are asked whether they are well.
 *
 * @param port 1..65535, at the real server's address; when empty, the one at which it serves
 * @param path what is asked for, with its query if it has one
 * @param host what the Host header says; when empty, the address of the real server
 * @param serverName what TLS asks for (SNI); empty with http, and when {@code host} is no name
 * @param status the answers that count as well
 * @param interval from one probe of a real server to the next, 100 ms..1 h
 * @param timeout of a whole probe, from connect to the last byte that is needed, 1 ms..1 h
 * @param fall how many failures in a row take a real server out, 1..100
 * @param rise how many successes in a row put it back, 1..100
 */
public record CheckConfig(
    Type type,
    OptionalInt port,
    String path,
    Optional<String> host,
    Optional<String> serverName,
    List<StatusRange> status,
    Duration interval,
    Duration timeout,
    int fall,
    int rise) {

  /** The protocol of the probe. */
  public enum Type {
    HTTPS,
    HTTP
  }

  /** What is done with a real server that fails. */
  public enum OnFailure {
    /** It leaves the table; its connections are lost. */
    REMOVE,
    /** It stays with weight 0; its connections go on, and no new ones come. */
    QUIESCE
  }

  // What can go into a request line and a header without becoming another request.
  private static final Kind<String> PATH =
      Kind.text("a path, such as \"/health\"", Pattern.compile("/[!-~&&[^#]]{0,1023}"));
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*)");
  private static final Kind<String> HOST =
      Kind.text("a host name, such as \"photos.example.com\"", NAME);
  private static final String TLS_NAME =
      "a name that TLS can ask for, of letters, digits and hyphens, such as \"photos.example.com\"";
  private static final Kind<String> SERVER_NAME =
      Kind.text(
          TLS_NAME + ", and no address",
          text -> {
            if (ADDRESS.matcher(text).matches()) {
              throw new UnacceptableValueException(TLS_NAME + ", and no address");
            }
            return tlsName(text, TLS_NAME);
          });
  private static final Kind<String> TLS_HOST =
      Kind.text(TLS_NAME, text -> tlsName(text, TLS_NAME + "; or give a server-name beside it"));

  public CheckConfig {
    status = List.copyOf(status);
  }

  static CheckConfig from(Section section) {
    Type type = section.optional("type", Kind.word(Type.class), Type.HTTPS);
    OptionalInt port = section.optional("port", Kind.port(), OptionalInt.empty());
    String path = section.optional("path", PATH, "/");
    Optional<String> serverName = serverName(section, type);
    boolean asksForHost = type == Type.HTTPS && serverName.isEmpty();
    Optional<String> host =
        section.optional("host", (asksForHost ? TLS_HOST : HOST).maybe(), Optional.empty());
    return new CheckConfig(
        type,
        port,
        path,
        host,
        asksForHost ? host.filter(name -> !ADDRESS.matcher(name).matches()) : serverName,
        section
            .section("expect")
            .optionalList("status", StatusRangeText.kind(), "[200]", new StatusRange(200, 200)),
        section.optional("interval", between(100, 3_600_000), Duration.ofSeconds(2)),
        section.optional("timeout", between(1, 3_600_000), Duration.ofSeconds(3)),
        section.optional("fall", Kind.integer(1, 100), 3),
        section.optional("rise", Kind.integer(1, 100), 1));
  }

  private static Optional<String> serverName(Section section, Type type) {
    if (type == Type.HTTP) {
      section.refuses("server-name", "has a meaning with type = https only");
      return Optional.empty();
    }
    return section.optional("server-name", SERVER_NAME.maybe(), Optional.empty());
  }

  /** By the JDK's own rule, because it is the JDK that puts the name into the handshake. */
  private static String tlsName(String text, String expected) throws UnacceptableValueException {
    try {
      var unused = new SNIHostName(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new UnacceptableValueException(expected);
    }
  }

  private static Kind<Duration> between(int minMillis, int maxMillis) {
    return Durations.between(Duration.ofMillis(minMillis), Duration.ofMillis(maxMillis));
  }
}
