// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.ServerCertificate;

/** A certificate that nobody vouches for. */
final class CertificateChain extends Rule {
  CertificateChain() {
    super(
        "certificate-chain",
        Severity.ERROR,
        "the check asks who vouches for it, and clients do: both refuse this server");
  }

  @Override
  public Verdict judge(Facts facts) {
    return Verdict.all(
        facts.certificates().stream()
            .map(
                each ->
                    when(
                        each.leaf(),
                        each.subject(),
                        leaf ->
                            leaf.distrust()
                                .map(why -> Verdict.of(judge(each, why)))
                                .orElse(Verdict.WELL))));
  }

  private Finding judge(ServerCertificate certificate, String why) {
    return finding(
        certificate.subject(),
        "the chain of %s: %s".formatted(certificate.endpoint(), why),
        "have the server send its intermediate certificates, or correct tls.authority");
  }
}
