// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Certificates, good and bad ones, by their file names in one directory: {@code NAME.crt} and
 * {@code NAME.key}, of {@code ca} and those that it has signed.
 */
public record ClinicKeys(Path directory) {
  /** What clients ask for. */
  public static final String NAME = "photos.example.com";

  /** Makes them all. */
  static ClinicKeys generate(Host host) throws IOException, InterruptedException {
    ClinicKeys keys = new ClinicKeys(host.directory());
    keys.selfSigned(host, "ca", "Lab CA");
    keys.selfSigned(host, "stranger", NAME);
    keys.signed(host, "good", NAME, 300);
    keys.signed(host, "other", "other.example.com", 300);
    keys.signed(host, "expired", NAME, -1);
    keys.signed(host, "soon", NAME, 3);
    keys.signed(host, "client", "director", 300);
    return keys;
  }

  public Path certificate(String name) {
    return directory.resolve(name + ".crt");
  }

  public Path key(String name) {
    return directory.resolve(name + ".key");
  }

  private void selfSigned(Host host, String name, String commonName)
      throws IOException, InterruptedException {
    sh(
        host,
        """
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \\
          -subj '/CN=%2$s' -addext subjectAltName=DNS:%3$s -keyout %1$s.key -out %1$s.crt
        """
            .formatted(name, commonName, NAME));
  }

  private void signed(Host host, String name, String commonName, int days)
      throws IOException, InterruptedException {
    sh(
        host,
        """
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj '/CN=%2$s' \\
          -addext subjectAltName=DNS:%2$s -keyout %1$s.key -out %1$s.csr &&
        openssl x509 -req -in %1$s.csr -CA ca.crt -CAkey ca.key -CAcreateserial \\
          -copy_extensions copyall -days %3$d -out %1$s.crt
        """
            .formatted(name, commonName, days));
  }

  private void sh(Host host, String command) throws IOException, InterruptedException {
    host.run("sh", "-c", "cd " + directory + " && " + command).orThrow();
  }
}
