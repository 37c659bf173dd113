// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.TlsTerms;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names that a request may be for, and those that TLS may ask for. */
final class HostKinds {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*)");
  private static final String TLS_NAME =
      "a name that TLS can ask for, of letters, digits and hyphens, such as \"photos.example.com\"";

  /** In a request, in plain text or beside a name for TLS. */
  static final Kind<String> HOST = Kind.text("a host name, such as \"photos.example.com\"", NAME);

  /** In a request, and for want of another name in the handshake as well. */
  static final Kind<String> HOST_FOR_TLS =
      Kind.text(TLS_NAME, text -> tlsName(text, TLS_NAME + "; or give a server-name beside it"));

  /** In the handshake. */
  static final Kind<String> SERVER_NAME =
      Kind.text(
          TLS_NAME + ", and no address",
          text -> {
            if (ADDRESS.matcher(text).matches()) {
              throw new UnacceptableValueException(TLS_NAME + ", and no address");
            }
            return tlsName(text, TLS_NAME);
          });

  private HostKinds() {}

  /** What of {@code host} can stand in the handshake. */
  static Optional<String> nameOf(Optional<String> host) {
    return host.filter(name -> !ADDRESS.matcher(name).matches());
  }

  /** By the rule of who puts the name into the handshake. */
  private static String tlsName(String text, String expected) throws UnacceptableValueException {
    try {
      var unused = TlsTerms.sni(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new UnacceptableValueException(expected);
    }
  }
}
