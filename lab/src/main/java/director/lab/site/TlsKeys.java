// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The site's certificate (self-signed), its private key, and the key of its session tickets. */
public record TlsKeys(Path certificate, Path privateKey, Path ticketKey) {
  /** As nginx demands for AES-256 tickets. */
  private static final int TICKET_KEY_LENGTH = 80;

  /** Makes new ones with openssl, in {@code host}'s directory. */
  public static TlsKeys generate(Host host, String commonName)
      throws IOException, InterruptedException {
    return generate(host, commonName, "90");
  }

  /** The same, valid for some days from now on. */
  public static TlsKeys generate(Host host, String commonName, String days)
      throws IOException, InterruptedException {
    Path directory = host.directory();
    TlsKeys keys =
        new TlsKeys(
            directory.resolve("site.crt"),
            directory.resolve("site.key"),
            directory.resolve("ticket.key"));
    byte[] ticket = new byte[TICKET_KEY_LENGTH];
    new SecureRandom().nextBytes(ticket);
    Files.write(keys.ticketKey(), ticket);
    host.run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            days,
            "-subj",
            "/CN=" + commonName,
            "-keyout",
            keys.privateKey().toString(),
            "-out",
            keys.certificate().toString())
        .orThrow();
    return keys;
  }
}
