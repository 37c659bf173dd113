// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SNIHostName;

/**
 * How TLS is spoken with a real server.
 *
 * @param serverName the name to ask for (SNI, RFC 6066 section 3), and the one that the certificate
 *     must have where names are verified; none is sent when empty
 * @param verification of the server's certificate
 * @param authority a PEM file of the certificates to trust; those of the system when empty
 * @param client what we prove ourselves by; nothing when empty
 * @param fullEvery every so many-th handshake with a server is a full one, and each after a
 *     failure; 1 for all of them, so that nothing is ever resumed
 * @param warnBeforeExpiry a certificate that expires within this time is warned of; zero for never
 */
public record TlsTerms(
    Optional<String> serverName,
    Verification verification,
    Optional<Path> authority,
    Optional<ClientCertificate> client,
    int fullEvery,
    Duration warnBeforeExpiry) {

  /** What is verified. */
  public enum Verification {
    /** Nothing, as in keepalived: the question is whether this server serves. */
    NONE,
    /** That somebody we trust has signed it, and that it is valid today. */
    CHAIN,
    /** That, and that it is the named server's. */
    FULL
  }

  /** PEM files: the certificate with its chain, and its key (PKCS 8, not encrypted). */
  public record ClientCertificate(Path certificate, Path key) {}

  public TlsTerms {
    serverName.ifPresent(TlsTerms::sni);
    if (fullEvery < 1) {
      throw new IllegalArgumentException(
          "a full handshake is due every 1 or more probes, but every " + fullEvery);
    }
    if (verification == Verification.FULL && serverName.isEmpty()) {
      throw new IllegalArgumentException(
          "a name can be verified only when there is one to ask for");
    }
  }

  /** Nothing verified, nothing resumed. */
  public static TlsTerms asking(Optional<String> serverName) {
    return new TlsTerms(
        serverName, Verification.NONE, Optional.empty(), Optional.empty(), 1, Duration.ZERO);
  }

  /**
   * The name as it stands in the handshake: RFC 6066, section 3, without the trailing dot.
   *
   * @throws IllegalArgumentException if there can be no such name
   */
  public static SNIHostName sni(String name) {
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    try {
      return new SNIHostName(bare);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a TLS server name has letters, digits, - and ., but is \"" + name + "\"", e);
    }
  }
}
