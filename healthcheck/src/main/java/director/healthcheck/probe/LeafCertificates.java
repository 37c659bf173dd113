// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Map;

/**
 * The certificates that were seen lately, each parsed once: reading one costs as much as a tenth of
 * a handshake, and servers show the same one for months. Confined to one thread.
 */
final class LeafCertificates {

  /** With {@link #LONGEST}, what servers can make us keep is 16 MB; thousands of real ones fit. */
  private static final int MOST = 4096;

  private static final int LONGEST = 4096;

  /** A certificate's bytes; a hash over all of them would cost more than the comparison. */
  private static final class Der {
    private final byte[] bytes;

    Der(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int hashCode() {
      int hash = bytes.length;
      // The end of a signature is as random as any hash.
      for (int i = Math.max(0, bytes.length - Long.BYTES); i < bytes.length; i++) {
        hash = 31 * hash + bytes[i];
      }
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Der der && Arrays.equals(bytes, der.bytes);
    }
  }

  private final Map<Der, SeenCertificate> seen = new Recent<>(MOST);

  SeenCertificate of(byte[] der) {
    Der key = new Der(der);
    SeenCertificate known = seen.get(key);
    if (known == null) {
      known = parsed(der);
      if (der.length <= LONGEST) {
        seen.put(key, known);
      }
    }
    return known;
  }

  private static SeenCertificate parsed(byte[] der) {
    try {
      return new SeenCertificate(LeafCertificate.parse(der));
    } catch (CertificateException unreadable) {
      return SeenCertificate.UNREADABLE;
    }
  }
}
