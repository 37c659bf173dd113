// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.ServerCertificate;
import director.daemon.doctor.fact.ServerCertificate.Leaf;
import java.time.Duration;
import java.time.Instant;

/** A certificate out of its time, or soon. */
final class CertificateDates extends Rule {
  CertificateDates() {
    super(
        "certificate-dates",
        Severity.ERROR,
        "browsers refuse it from that day on, while a check that does not verify goes on passing");
  }

  private static final Duration SOON = Duration.ofDays(14);

  @Override
  public Verdict judge(Facts facts) {
    return Verdict.all(
        facts.certificates().stream()
            .map(
                each ->
                    when(each.leaf(), each.subject(), leaf -> judge(each, leaf, facts.time()))));
  }

  private Verdict judge(ServerCertificate certificate, Leaf leaf, Instant now) {
    if (leaf.notBefore().isAfter(now)) {
      return verdict(certificate, "is not valid before " + leaf.notBefore());
    }
    if (leaf.notAfter().isBefore(now)) {
      return verdict(certificate, "has expired at " + leaf.notAfter());
    }
    return leaf.notAfter().isBefore(now.plus(SOON))
        ? verdict(certificate, "expires at " + leaf.notAfter())
        : Verdict.WELL;
  }

  private Verdict verdict(ServerCertificate certificate, String what) {
    return Verdict.of(
        finding(
            certificate.subject(),
            "the certificate of %s %s".formatted(certificate.endpoint(), what),
            "renew it and reload the server; openssl s_client -connect %s </dev/null shows it"
                .formatted(certificate.endpoint())));
  }
}
