// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import org.jspecify.annotations.Nullable;

/**
 * A GET request, and the answer that is expected to it. Redirects are not followed, since they lead
 * to another server.
 *
 * @param tls HTTPS, or plain HTTP
 * @param path the request target, from its {@code /} on, with the query; visible ASCII
 * @param host the {@code Host} header: name or address, with or without port; visible ASCII
 * @param serverName the name in TLS (SNI); null for that of {@code host}, or none if {@code host}
 *     is an IP address, as RFC 6066 section 3 wants it
 * @param status the codes that mean health
 */
public record HttpRequestSpec(
    boolean tls, String path, String host, @Nullable String serverName, ExpectedStatus status) {

  /** A longer path or host is refused: many servers answer 414 or 400 to more than that. */
  public static final int MAXIMUM_LENGTH = 4096;

  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]*");
  private static final Pattern HOST = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");
  private static final Pattern IP_ADDRESS = Pattern.compile("\\[.*\\]|[0-9.]+|.*:.*:.*");

  public HttpRequestSpec {
    if (!PATH.matcher(path).matches() || path.length() > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException(
          "a path starts with / and has up to 4096 visible ASCII characters, but is \""
              + path
              + "\"");
    }
    if (!HOST.matcher(host).matches() || host.length() > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException(
          "a host has 1 to 4096 visible ASCII characters, but is \"" + host + "\"");
    }
    if (serverName != null) {
      sniOf(serverName);
    } else if (tls) {
      nameIn(host).ifPresent(HttpRequestSpec::sniOf);
    }
  }

  /** The name for the TLS extension; empty if there is none to send. */
  Optional<SNIHostName> sni() {
    return serverName == null
        ? nameIn(host).map(HttpRequestSpec::sniOf)
        : Optional.of(sniOf(serverName));
  }

  /** The request as it goes over the wire. */
  String text() {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: "
        + host
        + "\r\nUser-Agent: directord\r\nAccept: */*\r\nConnection: close\r\n\r\n";
  }

  private static Optional<String> nameIn(String host) {
    String name = PORT.matcher(host).replaceFirst("");
    return IP_ADDRESS.matcher(name).matches() ? Optional.empty() : Optional.of(name);
  }

  private static SNIHostName sniOf(String name) {
    // RFC 6066 section 3: without the trailing dot.
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    try {
      return new SNIHostName(bare);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a TLS server name has letters, digits, - and ., but is \""
              + name
              + "\"; if the host is called so, a server name must be given beside it",
          e);
    }
  }
}
