// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A director that is reached over the network.
 *
 * @param host name or address, without brackets
 * @param token the secret, as {@code directorctl token} printed it
 * @param trusted who may vouch for it
 */
public record RemoteDirector(String host, int port, String token, SSLSocketFactory trusted) {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,512}");

  /**
   * Reads the files.
   *
   * @param address {@code https://directors.example.com:7443}
   * @param ca certificates of those who may vouch for it, PEM; empty for those that Java knows
   * @throws IOException a sentence about what is not as it should be
   */
  public static RemoteDirector of(String address, Path tokenFile, Optional<Path> ca)
      throws IOException {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IOException("no address: " + address, e);
    }
    if (!"https".equals(uri.getScheme())
        || uri.getHost() == null
        || uri.getPort() < 1
        || !uri.getPath().replace("/", "").isEmpty()) {
      throw new IOException(
          "no address: "
              + address
              + "; expected: https://HOST:PORT, such as https://192.0.2.11:7443");
    }
    String token = Files.readString(tokenFile).strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new IOException(tokenFile + " does not hold a token, and nothing else");
    }
    String host = uri.getHost().replaceAll("^\\[|]$", "");
    return new RemoteDirector(host, uri.getPort(), token, trust(ca));
  }

  private static SSLSocketFactory trust(Optional<Path> ca) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(ca.isPresent() ? certificates(ca.get()) : null);
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException(
          ca.map(file -> file + ": ").orElse("") + "cannot tell whom to trust: " + e.getMessage(),
          e);
    }
  }

  private static KeyStore certificates(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + store.size(), each);
      }
    }
    return store;
  }

  /** {@code [2001:db8::11]:7443}, as a URI has it. */
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "https://" + authority();
  }
}
