// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A secret where it is written, or {@code "file:/path"} or {@code "credential:NAME"} where it is
 * kept. It is never part of a sentence: neither of a problem nor of a log.
 */
final class Secret {
  private static final String FILE = "file:";
  private static final Set<PosixFilePermission> NOT_FOR_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private Secret() {}

  /** A kind of value that is nobody's to see. */
  record Hidden<T>(Kind<T> kind) implements Kind<T> {
    @Override
    public T read(ConfigValue value) throws UnacceptableValueException {
      return kind.read(value);
    }
  }

  /** Where a value says that the secret is kept; empty if it is the secret itself. */
  static Optional<String> place(ConfigValue value) {
    return value.unwrapped() instanceof String text && isElsewhere(text)
        ? Optional.of(text.startsWith(FILE) ? text.substring(FILE.length()) : text)
        : Optional.empty();
  }

  /** Whether that text is only where the secret is kept. */
  static boolean isElsewhere(String text) {
    return text.startsWith(FILE) || Credential.isMeant(text);
  }

  /**
   * A secret of a form.
   *
   * @param expected in words
   * @param meaning of the secret itself, wherever it came from
   */
  static <T> Kind<T> kind(String expected, Kind.Meaning<T> meaning) {
    String either = expected + ", or \"file:/path\" of a file that holds it";
    return new Hidden<>(
        Kind.text(
            either,
            text -> {
              try {
                return meaning.of(isElsewhere(text) ? read(text, either) : text);
              } catch (DeniedFileException e) {
                throw e;
              } catch (UnacceptableValueException e) {
                throw new UnacceptableValueException(either, e.hint());
              }
            }));
  }

  private static String read(String text, String expected) throws UnacceptableValueException {
    try {
      Path file =
          Credential.isMeant(text)
              ? Credential.file(text, expected)
              : Path.of(text.substring(FILE.length()));
      if (!file.isAbsolute()) {
        throw new UnacceptableValueException(expected, "the path must begin with a slash");
      }
      String content = FileText.read(file);
      if (Files.getPosixFilePermissions(file).stream().anyMatch(NOT_FOR_OTHERS::contains)) {
        throw new UnacceptableValueException(
            expected, "others have access to " + file + ": chmod 0600 " + file);
      }
      return content.stripTrailing();
    } catch (FileText.UnreadableException e) {
      String hint = "the file " + e.getMessage();
      throw e.isDenied()
          ? new DeniedFileException(expected, hint, text.substring(FILE.length()))
          : new UnacceptableValueException(expected, hint);
    } catch (IOException | InvalidPathException e) {
      throw new UnacceptableValueException(expected, "the file cannot be read");
    }
  }
}
