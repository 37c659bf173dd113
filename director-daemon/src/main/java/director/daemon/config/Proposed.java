// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.ConfigLoader.HostRules;
import director.daemon.config.HoconFile.Includes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what somebody proposes who may give orders, and may not read each file that the daemon may
 * read: what is included must be beside the daemon's own configuration, and of what stands there a
 * problem tells the line and nothing else.
 */
final class Proposed {
  private static final String NOT_SHOWN =
      "has a problem here, which \"directorctl config check\" says to whoever may read the file";

  private Proposed() {}

  static DirectorConfig read(String text, String name, Path home, HostRules host, String hostName)
      throws ConfigRejectedException {
    Path file = path(name);
    Findings findings = new Findings();
    Includes includes =
        included -> {
          findings.quoteNothing();
          return refusal(included, file, home);
        };
    try {
      DirectorConfig config =
          ConfigLoader.parse(text, file, hostName, host, findings, includes).config();
      return config.with(discreet(config.warnings(), file));
    } catch (ConfigRejectedException e) {
      throw new ConfigRejectedException(discreet(e.problems(), file));
    }
  }

  private static Path path(String name) throws ConfigRejectedException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw ConfigLoader.rejection(Path.of("proposal"), "has a name that no file can have");
    }
  }

  private static Optional<String> refusal(Path included, Path file, Path home) {
    if (!file.isAbsolute()) {
      return Optional.of(
          "is relative to "
              + file
              + ", which is no absolute name: whose folder that is, the daemon"
              + " does not know");
    }
    try {
      boolean allowed =
          included.toRealPath().startsWith(home.toRealPath()) && Files.isRegularFile(included);
      return allowed
          ? Optional.empty()
          : Optional.of("is not read for a proposal: it is no file below " + home);
    } catch (IOException e) {
      return Optional.of("is not read for a proposal: it is no file below " + home);
    }
  }

  /** Nothing that stands in another file, not even a key of it. */
  private static List<ConfigProblem> discreet(List<ConfigProblem> all, Path file) {
    List<ConfigProblem> discreet = new ArrayList<>();
    for (ConfigProblem one : all) {
      discreet.add(
          one.file().equals(file.toString())
              ? one
              : new ConfigProblem(one.file(), one.line(), "", NOT_SHOWN));
    }
    return discreet.stream().distinct().toList();
  }
}
