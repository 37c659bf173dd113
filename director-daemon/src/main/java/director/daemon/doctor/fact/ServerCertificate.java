// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.fact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a real server proves itself by.
 *
 * @param service the operator's name
 * @param server the operator's name
 * @param endpoint that was asked, {@code 192.0.2.21:443}
 * @param expectedName that the check asks for; empty when it asks for none
 * @param leaf the certificate
 */
public record ServerCertificate(
    String service,
    String server,
    String endpoint,
    Optional<String> expectedName,
    Known<Leaf> leaf) {

  /**
   * The server's own certificate.
   *
   * @param names that it is for
   * @param distrust why those whom the check trusts do not vouch for it; empty when they do, and
   *     when the check does not ask them
   */
  public record Leaf(
      List<String> names, Instant notBefore, Instant notAfter, Optional<String> distrust) {
    public Leaf {
      names = List.copyOf(names);
    }
  }

  /** As everything else names it. */
  public String subject() {
    return service + "/" + server;
  }
}
