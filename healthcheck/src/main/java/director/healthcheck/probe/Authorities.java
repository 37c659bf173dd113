// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whose signature under a server's certificate counts.
 *
 * @param file where they are listed
 * @param judge of chains that should lead to one of them
 */
record Authorities(Path file, X509TrustManager judge) {

  private static final String WHAT = "authorities";

  private static final Path RUNTIME =
      Path.of(String.valueOf(System.getProperty("java.home")), "lib", "security", "cacerts");

  /** Of Debian and its kin, of Red Hat's, and of the Java runtime we are packaged with. */
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          RUNTIME);

  /** The file that is meant: the given one, or else the first there is of the system's. */
  static Path fileFor(Optional<Path> given) {
    return given.orElseGet(
        () -> SYSTEM.stream().filter(Files::isRegularFile).findFirst().orElse(SYSTEM.get(0)));
  }

  static Authorities read(Path file) throws UnusableTls {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (X509Certificate certificate : certificates(file)) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager judge) {
          return new Authorities(file, judge);
        }
      }
      throw new IllegalStateException("this Java runtime has no PKIX trust manager for X.509");
    } catch (IOException | GeneralSecurityException e) {
      throw PemFile.unusable(WHAT, file, e);
    }
  }

  private static List<X509Certificate> certificates(Path file)
      throws UnusableTls, IOException, GeneralSecurityException {
    if (!file.equals(RUNTIME)) {
      return PemFile.certificates(WHAT, file);
    }
    KeyStore runtime = KeyStore.getInstance(file.toFile(), (char[]) null);
    List<X509Certificate> found = new ArrayList<>();
    for (String alias : Collections.list(runtime.aliases())) {
      if (runtime.getCertificate(alias) instanceof X509Certificate certificate) {
        found.add(certificate);
      }
    }
    return found;
  }
}
