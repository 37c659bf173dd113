// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Our packages for Debian, as the build and {@code lab/bin/older} made them.
 *
 * @param current what the build made for this machine
 * @param older the same program by an older version
 */
public record Packages(Path current, Path older) {
  /** By Java's name for the processor, Debian's. */
  private static final String ARCHITECTURE =
      System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";

  /**
   * Those beside a distribution folder, and in {@code lab/.work/packages} of its checkout.
   *
   * @throws IOException if there is not exactly one for this machine
   */
  public static Packages beside(Path distribution) throws IOException {
    Path target = distribution.toAbsolutePath().resolveSibling("");
    try (Stream<Path> files = Files.list(target)) {
      List<Path> found =
          files
              .filter(file -> file.getFileName().toString().startsWith("directord_"))
              .filter(file -> file.toString().endsWith("_" + ARCHITECTURE + ".deb"))
              .toList();
      if (found.size() != 1) {
        throw new IOException(
            "one package for " + ARCHITECTURE + " was expected in " + target + ", not " + found);
      }
      Path checkout = target.resolve("../..").normalize();
      return new Packages(found.get(0), checkout.resolve("lab/.work/packages/older.deb"));
    }
  }
}
