// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.TlsTerms.ClientCertificate;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/** What we prove ourselves by to servers that ask for it. */
record ClientKeys(List<X509Certificate> chain, PrivateKey key) {

  private static final byte[] SIGNED = "directord".getBytes(StandardCharsets.US_ASCII);

  static ClientKeys read(ClientCertificate files) throws UnusableTls {
    List<X509Certificate> chain = PemFile.certificates("our TLS certificate", files.certificate());
    PrivateKey key = PemFile.key("our TLS key", files.key());
    if (!belongs(key, chain.get(0))) {
      throw new UnusableTls(
          "the TLS key "
              + files.key()
              + " does not belong to the certificate "
              + files.certificate());
    }
    return new ClientKeys(chain, key);
  }

  void into(SslContextBuilder builder) {
    builder.keyManager(key, chain);
  }

  /** BoringSSL would find out in the handshake only, where it looks like the server's fault. */
  private static boolean belongs(PrivateKey key, X509Certificate certificate) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(SIGNED);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(SIGNED);
      return signature.verify(signed);
    } catch (GeneralSecurityException anotherKind) {
      return false;
    }
  }
}
