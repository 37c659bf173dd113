// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.TlsTerms;
import director.healthcheck.request.TlsTerms.ClientCertificate;
import director.healthcheck.request.TlsTerms.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How it is written how TLS is spoken with the real servers. */
final class TlsForm {
  private static final Duration USUAL_WARNING = Duration.ofDays(14);

  private final Section tls;

  /** The name that is asked for; empty for who has not said any. */
  final Optional<String> serverName;

  private TlsForm(Section tls, Optional<String> serverName) {
    this.tls = tls;
    this.serverName = serverName;
  }

  /** The section of a check that speaks TLS in any case, with the short form of its first key. */
  static TlsForm of(Section check) {
    Section tls = check.section("tls");
    Optional<String> name = serverName(tls);
    if (!check.has("server-name")) {
      return new TlsForm(tls, name);
    }
    if (tls.has("server-name")) {
      tls.refuse("server-name", "is said already by the check's server-name: there is one of them");
    }
    return new TlsForm(tls, serverName(check));
  }

  /** A section that says by being there that TLS is spoken. */
  static TlsForm alone(Section tls) {
    return new TlsForm(tls, serverName(tls));
  }

  private static Optional<String> serverName(Section section) {
    return section.optional("server-name", HostKinds.SERVER_NAME.maybe(), Optional.empty());
  }

  /**
   * All of it.
   *
   * @param host what is asked for where no name was said, if it is a name
   */
  TlsTerms read(Optional<String> host) {
    Optional<String> name = serverName.or(() -> HostKinds.nameOf(host));
    Verification verify = tls.optional("verify", Kind.word(Verification.class), Verification.NONE);
    if (verify == Verification.FULL && name.isEmpty()) {
      if (tls.isSound()) {
        tls.refuse(
            "verify", "cannot be full without a name: give server-name, or a host that is one");
      }
      verify = Verification.CHAIN;
    }
    Optional<Path> authority = FilePath.readable(tls, "authority");
    if (tls.isSound() && authority.isPresent() && verify == Verification.NONE) {
      tls.refuse("authority", "has a meaning with verify = chain or full only");
    }
    return new TlsTerms(
        name,
        verify,
        authority,
        client(),
        tls.optional("full-every", Kind.integer(1, 10_000), 1),
        tls.optional(
            "warn-before-expiry",
            Durations.between(Duration.ZERO, Duration.ofDays(365)),
            USUAL_WARNING));
  }

  private Optional<ClientCertificate> client() {
    Optional<Path> certificate = FilePath.readable(tls, "certificate");
    Optional<Path> key = FilePath.readable(tls, "key");
    if (tls.has("certificate") != tls.has("key")) {
      String missing = tls.has("key") ? "certificate" : "key";
      tls.refuse(missing, "is missing: certificate and key belong together");
    }
    return certificate.flatMap(first -> key.map(second -> new ClientCertificate(first, second)));
  }
}
