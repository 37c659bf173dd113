// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version this program was built as. */
public final class DirectorVersion {
  /** Written into our jar by Maven; absent where classes are run from a build folder. */
  private static final String RECORD = "/META-INF/maven/directord/director-daemon/pom.properties";

  private DirectorVersion() {}

  /** For example {@code 0.1.0}; {@code development} outside a jar. */
  public static String current() {
    try (InputStream in = DirectorVersion.class.getResourceAsStream(RECORD)) {
      if (in == null) {
        return "development";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RECORD + " of our own jar", e);
    }
  }
}
