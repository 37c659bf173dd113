// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.TcpCheck;
import director.healthcheck.request.TlsTerms;
import java.util.List;
import java.util.Optional;

/** How a TCP connection is written that is tried; with TLS, or without. */
final class TcpForm {
  private TcpForm() {}

  static TcpCheck read(Section check, boolean secure) {
    Optional<TlsTerms> tls =
        secure ? Optional.of(TlsForm.of(check).read(Optional.empty())) : Optional.empty();
    return new TcpCheck(
        tls,
        OctetsForm.read(check, "send"),
        check.sectionIfAny("expect").map(ExpectForm::plain).orElse(List.of()));
  }
}
