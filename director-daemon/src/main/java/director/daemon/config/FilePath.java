// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files of this host. A relative one is refused: relative to what, a daemon does not say. {@code
 * "credential:NAME"} is one that systemd keeps for us.
 */
final class FilePath {
  private static final String EXPECTED = "a path that begins with a slash";

  static final Kind<Path> KIND = Kind.text(EXPECTED, FilePath::absolute);

  private FilePath() {}

  /** One that may be left out, and is warned of when it cannot be read here and now. */
  static Optional<Path> readable(Section section, String key) {
    Optional<Path> file = section.optional(key, KIND.maybe(), Optional.empty());
    file.filter(path -> !Files.isReadable(path))
        .ifPresent(path -> section.warn(key, "is no file that can be read here: " + path));
    return file;
  }

  private static Path absolute(String text) throws UnacceptableValueException {
    if (Credential.isMeant(text)) {
      return Credential.file(text, EXPECTED);
    }
    if (!text.startsWith("/")) {
      throw new UnacceptableValueException(EXPECTED);
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UnacceptableValueException(EXPECTED);
    }
  }
}
