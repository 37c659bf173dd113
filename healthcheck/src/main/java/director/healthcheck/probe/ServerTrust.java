// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.TlsTerms.Verification;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges the certificates of servers as far as a check demands it.
 *
 * <p>An {@code X509ExtendedTrustManager}, because around any other one the JDK puts checks of its
 * own, which refuse the weak keys that a health check has no quarrel with.
 */
final class ServerTrust extends X509ExtendedTrustManager {

  /** Chains that are remembered as good, and their length in bytes. */
  private static final int MOST_CHAINS = 256;

  private static final int LONGEST_CHAIN = 16 * 1024;

  private static final int LONGEST_CAUSE = 200;

  private final Verification verification;
  private final @Nullable Authorities authorities;
  private final LeafCertificates leaves;
  private final InstantSource clock;
  private final Map<ByteBuffer, Instant> goodUntil = new Recent<>(MOST_CHAINS);

  /**
   * @param authorities null if nothing is verified
   */
  ServerTrust(
      Verification verification,
      @Nullable Authorities authorities,
      LeafCertificates leaves,
      InstantSource clock) {
    this.verification = verification;
    this.authorities = authorities;
    this.leaves = leaves;
    this.clock = clock;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (authorities == null) {
      return;
    }
    LeafCertificate leaf =
        leaves
            .of(chain[0].getEncoded())
            .leaf()
            .orElseThrow(() -> new Distrusted("certificate not trusted: it cannot be read"));
    checkDates(leaf);
    checkChain(chain, authType, authorities, leaf);
    if (verification == Verification.FULL) {
      checkName(leaf, engine);
    }
  }

  private void checkDates(LeafCertificate leaf) throws Distrusted {
    Instant now = clock.instant();
    if (leaf.expiredAt(now)) {
      throw new Distrusted("certificate expired on " + leaf.lastDay());
    }
    if (now.isBefore(leaf.notBefore())) {
      throw new Distrusted("certificate is not valid before " + leaf.notBefore());
    }
  }

  private void checkChain(
      X509Certificate[] chain, String authType, Authorities trusted, LeafCertificate leaf)
      throws CertificateException {
    ByteBuffer bytes = bytes(chain);
    Instant known = goodUntil.get(bytes);
    if (known != null && known.isAfter(clock.instant())) {
      return;
    }
    try {
      trusted.judge().checkServerTrusted(chain, authType);
    } catch (CertificateException e) {
      throw new Distrusted("certificate not trusted: " + why(e, trusted, leaf));
    }
    if (bytes.capacity() <= LONGEST_CHAIN) {
      goodUntil.put(bytes, firstExpiry(chain));
    }
  }

  private static void checkName(LeafCertificate leaf, SSLEngine engine) throws Distrusted {
    String wanted = engine.getPeerHost();
    if (leaf.names().isEmpty()) {
      throw new Distrusted(
          "certificate names no host: it has no subjectAltName, and its common name "
              + leaf.subject()
              + " counts for no client of today");
    }
    if (!leaf.isFor(wanted)) {
      throw new Distrusted("certificate is for " + presented(leaf) + ", not for " + wanted);
    }
  }

  private static String presented(LeafCertificate leaf) {
    int more = leaf.names().size() - 1;
    return more == 0 ? leaf.subject() : leaf.subject() + " and " + more + " more";
  }

  private static String why(
      CertificateException thrown, Authorities trusted, LeafCertificate leaf) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof CertPathValidatorException path
        && path.getReason() == BasicReason.EXPIRED) {
      return "a certificate of its chain has expired";
    }
    String words = String.valueOf(cause.getMessage());
    if (words.contains("unable to find valid certification path")) {
      return "no authority of "
          + trusted.file()
          + " has signed it, but "
          + (leaf.issuer().equals(leaf.subject()) ? "it itself" : leaf.issuer());
    }
    return words.length() <= LONGEST_CAUSE ? words : words.substring(0, LONGEST_CAUSE) + "...";
  }

  private static ByteBuffer bytes(X509Certificate[] chain) throws CertificateEncodingException {
    int length = 0;
    byte[][] encoded = new byte[chain.length][];
    for (int i = 0; i < chain.length; i++) {
      encoded[i] = chain[i].getEncoded();
      length += encoded[i].length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] one : encoded) {
      all.put(one);
    }
    return all.flip();
  }

  private static Instant firstExpiry(X509Certificate[] chain) {
    Instant first = Instant.MAX;
    for (X509Certificate certificate : chain) {
      Instant expiry = certificate.getNotAfter().toInstant();
      first = expiry.isBefore(first) ? expiry : first;
    }
    return first;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    throw onlyEngines();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw onlyEngines();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {
    throw onlyEngines();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw onlyEngines();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    throw onlyEngines();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private static IllegalStateException onlyEngines() {
    return new IllegalStateException("probes are clients that speak TLS by engines");
  }
}
