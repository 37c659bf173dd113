// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code "credential:NAME"}: a file that systemd gives to the daemon alone (LoadCredential= or
 * SetCredential= in the unit, systemd.exec(5)).
 */
final class Credential {
  private static final String PREFIX = "credential:";

  /** As systemd takes them. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");

  /** Where systemd keeps them while the unit runs: for whoever checks a configuration beside it. */
  private static final Path OF_THE_UNIT = Path.of("/run/credentials/directord.service");

  private Credential() {}

  static boolean isMeant(String text) {
    return text.startsWith(PREFIX);
  }

  /**
   * The file of {@code "credential:NAME"}.
   *
   * @param expected in words, if that is not a name
   */
  static Path file(String text, String expected) throws UnacceptableValueException {
    return file(text, expected, System.getenv(), OF_THE_UNIT);
  }

  static Path file(String text, String expected, Map<String, String> environment, Path otherwise)
      throws UnacceptableValueException {
    String name = text.substring(PREFIX.length());
    if (!NAME.matcher(name).matches() || name.startsWith(".")) {
      throw new UnacceptableValueException(expected, "a credential is a name without slashes");
    }
    String given = environment.getOrDefault("CREDENTIALS_DIRECTORY", "");
    Path file = (given.isEmpty() ? otherwise : Path.of(given)).resolve(name);
    if (!Files.isReadable(file)) {
      throw new DeniedFileException(
          expected,
          "there is no credential %s that can be read: give directord.service LoadCredential=%s:/path, and restart it"
              .formatted(name, name),
          text);
    }
    return file;
  }
}
