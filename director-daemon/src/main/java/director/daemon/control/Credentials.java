// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.config.ControlConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Who we are over the network, and who may come in: what the files of {@code control.listen} say.
 *
 * @param names that the certificate is good for, in lower case; addresses too
 */
record Credentials(SslContext tls, List<String> names, Tokens tokens) {
  private static final String OTHER_KEY =
      "; the key has to be PKCS #8 without a password: openssl pkcs8 -topk8 -nocrypt -in KEY";

  Credentials {
    names = List.copyOf(names);
  }

  /**
   * Reads the files. Blocks.
   *
   * @throws ControlRefusedException with the key whose file is not good
   */
  static Credentials read(ControlConfig.Listen listen) throws ControlRefusedException {
    Tokens tokens = Tokens.read(listen.tokens());
    try (InputStream certificate = Files.newInputStream(listen.certificate());
        InputStream key = Files.newInputStream(listen.key())) {
      SslContext tls =
          SslContextBuilder.forServer(certificate, key)
              .sslProvider(SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2")
              .build();
      return new Credentials(tls, names(listen), tokens);
    } catch (IOException | IllegalArgumentException | CertificateException e) {
      throw new ControlRefusedException(
          "control.listen.certificate, control.listen.key: "
              + e
              + (e instanceof IllegalArgumentException ? OTHER_KEY : ""),
          e);
    }
  }

  private static List<String> names(ControlConfig.Listen listen)
      throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(listen.certificate())) {
      X509Certificate first =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      List<String> names = new ArrayList<>();
      Collection<List<?>> alternatives = first.getSubjectAlternativeNames();
      for (List<?> each : alternatives == null ? List.<List<?>>of() : alternatives) {
        names.add(String.valueOf(each.get(1)).toLowerCase(Locale.ROOT));
      }
      return names;
    }
  }

  /**
   * Whether a request is meant for us: by the address it came to, or a name of our certificate. A
   * page of the web that had its own name stand for our address would say that name.
   *
   * @param hosts what the header says; there has to be one
   */
  boolean isOurs(List<String> hosts, InetAddress local) {
    if (hosts.size() != 1) {
      return false;
    }
    String host = hosts.get(0).replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
    String bare = host.replaceAll("^\\[|]$", "");
    return bare.equals(local.getHostAddress().replaceFirst("%.*", ""))
        || names.stream().anyMatch(name -> matches(name, bare));
  }

  private static boolean matches(String name, String host) {
    int dot = host.indexOf('.');
    return name.equals(host)
        || (name.startsWith("*.") && dot > 0 && name.substring(1).equals(host.substring(dot)));
  }
}
