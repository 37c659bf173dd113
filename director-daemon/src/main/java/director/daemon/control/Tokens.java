// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tokens that are good, as their file has them: a line each, # begins a comment. */
record Tokens(List<Token> all) {
  private static final int MOST = 1_000;
  private static final long LONGEST_FILE = 1 << 20;

  Tokens {
    all = List.copyOf(all);
  }

  /**
   * Blocks.
   *
   * @throws ControlRefusedException when it cannot be read, others may write it, or a line of it
   *     makes no sense
   */
  static Tokens read(Path file) throws ControlRefusedException {
    try {
      guard(file);
      return new Tokens(tokens(file, Files.readAllLines(file, StandardCharsets.UTF_8)));
    } catch (ControlRefusedException e) {
      throw e;
    } catch (IOException e) {
      throw refused(file, "cannot be read: " + e);
    }
  }

  private static void guard(Path file) throws IOException {
    PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
    Set<PosixFilePermission> permissions = attributes.permissions();
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw refused(file, "others may write it, and let themselves in: chmod go-w");
    }
    if (attributes.size() > LONGEST_FILE) {
      throw refused(file, "has more than 1 MiB");
    }
  }

  private static List<Token> tokens(Path file, List<String> lines) throws IOException {
    List<Token> tokens = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      // The line itself is not shown: a token may stand there that should not.
      String where = "line " + (i + 1);
      Token token =
          Token.read(line)
              .orElseThrow(
                  () ->
                      refused(
                          file,
                          where
                              + " is none; expected: NAME read|operator sha256:HEX, as directorctl"
                              + " token prints it"));
      if (!names.add(token.name())) {
        throw refused(file, where + ": " + token.name() + " is there twice");
      }
      tokens.add(token);
    }
    if (tokens.size() > MOST) {
      throw refused(file, "has more than " + MOST + " tokens");
    }
    return tokens;
  }

  private static ControlRefusedException refused(Path file, String why) {
    return new ControlRefusedException("control.listen.tokens: " + file + ": " + why, null);
  }

  /** Whose it is. All are compared, so that the time tells nothing. */
  Optional<Token> of(String secret) {
    byte[] digest = Token.digest(secret);
    Optional<Token> found = Optional.empty();
    for (Token token : all) {
      found = token.is(digest) ? Optional.of(token) : found;
    }
    return found;
  }
}
