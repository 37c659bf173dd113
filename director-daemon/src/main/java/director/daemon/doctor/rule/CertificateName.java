// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.ServerCertificate;
import director.daemon.doctor.fact.ServerCertificate.Leaf;
import java.util.Locale;

/** A certificate for other names. */
final class CertificateName extends Rule {
  CertificateName() {
    super(
        "certificate-name",
        Severity.ERROR,
        "browsers refuse it, while a check that does not verify names goes on passing");
  }

  @Override
  public Verdict judge(Facts facts) {
    return Verdict.all(
        facts.certificates().stream()
            .filter(each -> each.expectedName().isPresent())
            .map(each -> when(each.leaf(), each.subject(), leaf -> judge(each, leaf))));
  }

  private Verdict judge(ServerCertificate certificate, Leaf leaf) {
    String expected = certificate.expectedName().orElseThrow().toLowerCase(Locale.ROOT);
    return leaf.names().stream().anyMatch(name -> covers(name.toLowerCase(Locale.ROOT), expected))
        ? Verdict.WELL
        : Verdict.of(
            finding(
                certificate.subject(),
                "the certificate of %s is for %s, the check asks for %s"
                    .formatted(certificate.endpoint(), String.join(", ", leaf.names()), expected),
                "install the certificate of %s there, or correct check.host".formatted(expected)));
  }

  /** A star stands for one label, the first (RFC 9525, section 6.3). */
  private static boolean covers(String name, String expected) {
    int dot = expected.indexOf('.');
    return name.equals(expected)
        || (name.startsWith("*.") && dot > 0 && name.substring(1).equals(expected.substring(dot)));
  }
}
