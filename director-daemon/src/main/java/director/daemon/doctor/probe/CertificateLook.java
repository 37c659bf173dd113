// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Agenda.Certificate;
import director.daemon.doctor.fact.ServerCertificate.Leaf;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.request.TlsTerms.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Shakes hands with a real server, and keeps what it shows. */
final class CertificateLook {
  private static final int PATIENCE = (int) Duration.ofMillis(1500).toMillis();
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");

  private CertificateLook() {}

  /**
   * Looks.
   *
   * @throws IOException if there is no handshake
   */
  static Leaf look(Certificate wanted) throws IOException {
    Keeper keeper = new Keeper();
    try (Socket plain = new Socket()) {
      plain.connect(wanted.endpoint(), PATIENCE);
      plain.setSoTimeout(PATIENCE);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {keeper}, null);
      String host = wanted.endpoint().getAddress().getHostAddress();
      try (SSLSocket socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, host, wanted.endpoint().getPort(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(
            wanted.terms().serverName().map(TlsTerms::sni).stream()
                .<javax.net.ssl.SNIServerName>map(name -> name)
                .toList());
        socket.setSSLParameters(parameters);
        handshake(socket, keeper);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
    return leaf(keeper.chain, wanted.terms());
  }

  /** A server that wants our certificate has shown its own before. */
  private static void handshake(SSLSocket socket, Keeper keeper) throws IOException {
    try {
      socket.startHandshake();
    } catch (IOException e) {
      if (keeper.chain.isEmpty()) {
        throw e;
      }
    }
  }

  private static Leaf leaf(List<X509Certificate> chain, TlsTerms terms) throws IOException {
    if (chain.isEmpty()) {
      throw new IOException("it has shown no certificate");
    }
    X509Certificate leaf = chain.get(0);
    return new Leaf(
        names(leaf),
        leaf.getNotBefore().toInstant(),
        leaf.getNotAfter().toInstant(),
        isInItsTime(leaf) && terms.verification() != Verification.NONE
            ? distrust(chain, terms.authority())
            : Optional.empty());
  }

  /** Of one that is not, nobody needs to be told twice. */
  private static boolean isInItsTime(X509Certificate leaf) {
    try {
      leaf.checkValidity();
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  /** Its alternative names; the common name only where there are none (RFC 9525). */
  private static List<String> names(X509Certificate leaf) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
      for (List<?> each : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (each.get(0).equals(DNS_NAME) || each.get(0).equals(IP_ADDRESS)) {
          names.add(String.valueOf(each.get(1)));
        }
      }
    } catch (CertificateParsingException e) {
      throw new IOException("its names cannot be read: " + e.getMessage(), e);
    }
    Matcher common = COMMON_NAME.matcher(leaf.getSubjectX500Principal().getName());
    if (names.isEmpty() && common.find()) {
      names.add(common.group(1));
    }
    return names;
  }

  private static Optional<String> distrust(List<X509Certificate> chain, Optional<Path> authority)
      throws IOException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authority.isPresent() ? trusted(authority.get()) : null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          x509.checkServerTrusted(
              chain.toArray(X509Certificate[]::new), chain.get(0).getPublicKey().getAlgorithm());
        }
      }
      return Optional.empty();
    } catch (CertificateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException e) {
      throw new IOException("those whom the check trusts cannot be read: " + e.getMessage(), e);
    }
  }

  private static KeyStore trusted(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      int number = 0;
      for (java.security.cert.Certificate each :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority" + number++, each);
      }
    }
    return store;
  }

  /** Takes whatever it is shown: to judge it is not for the handshake. */
  private static final class Keeper implements X509TrustManager {
    private List<X509Certificate> chain = List.of();

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type) {
      chain = List.of(shown);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type)
        throws CertificateException {
      throw new CertificateException("the doctor is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
