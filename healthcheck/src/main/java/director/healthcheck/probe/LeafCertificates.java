// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates that were seen lately, each parsed once: reading one costs as much as a tenth of
 * a handshake, and servers show the same one for months. Confined to one thread.
 */
final class LeafCertificates {

  /** With {@link #LONGEST}, what servers can make us keep is 16 MB; thousands of real ones fit. */
  private static final int MOST = 4096;

  private static final int LONGEST = 4096;

  private final Map<ByteBuffer, Optional<LeafCertificate>> seen = new Recent<>(MOST);

  /** What {@code der} says; empty if it cannot be read. */
  Optional<LeafCertificate> of(byte[] der) {
    if (der.length > LONGEST) {
      return parsed(der);
    }
    return seen.computeIfAbsent(ByteBuffer.wrap(der), unseen -> parsed(der));
  }

  private static Optional<LeafCertificate> parsed(byte[] der) {
    try {
      return Optional.of(LeafCertificate.parse(der));
    } catch (CertificateException unreadable) {
      return Optional.empty();
    }
  }
}
