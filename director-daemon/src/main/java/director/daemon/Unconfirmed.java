// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.ConfigLoader;
import director.daemon.config.ConfigRejectedException;
import director.daemon.config.DirectorConfig;
import director.daemon.config.text.ConfigText;
import director.daemon.disk.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reload that nobody has confirmed, and the configuration that goes on holding if nobody does. It
 * is on disk from before the reload, so that a crash, which may be the new configuration's fault,
 * takes it back as well.
 *
 * @param before what held before
 * @param hash of what was reloaded: as long as that is what stands in the file, it is not to run
 * @param since when it was reloaded
 */
record Unconfirmed(DirectorConfig before, String hash, Instant since) {
  private static final String NAME = "before-unconfirmed-reload.conf";
  private static final Pattern HEAD =
      Pattern.compile("(?s)# [^\\n]*\\n# hash ([0-9a-f]{64})\\n# since ([0-9TZ:.-]{1,40})\\n.*");

  static Path file(Path stateDirectory) {
    return stateDirectory.resolve(NAME);
  }

  /** What a former run has left; empty if there is nothing to take back. */
  static Optional<Unconfirmed> load(Path stateDirectory) throws IOException {
    Path file = file(stateDirectory);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Matcher head = HEAD.matcher(text);
    if (!head.matches()) {
      throw new IOException(file + " is not what directord wrote: remove it");
    }
    try {
      return Optional.of(
          new Unconfirmed(
              ConfigLoader.parse(text, file), head.group(1), Instant.parse(head.group(2))));
    } catch (ConfigRejectedException | DateTimeException e) {
      throw new IOException(file + " cannot be read, remove it: " + e.getMessage(), e);
    }
  }

  /** Blocks until it is on disk, for its owner only. */
  void save(Path stateDirectory) throws IOException {
    AtomicFile.replace(
        file(stateDirectory),
        """
        # The configuration before a reload that nobody has confirmed yet. Runs in place of it.
        # hash %s
        # since %s
        %s"""
            .formatted(hash, since, ConfigText.of(before)));
  }

  /** Nothing is to be taken back any more. */
  static void forget(Path stateDirectory) throws IOException {
    AtomicFile.remove(file(stateDirectory));
  }

  /** For the status, while it does not hold. */
  String sentence() {
    return "the file is not what runs: the reload of "
        + since.truncatedTo(ChronoUnit.SECONDS)
        + " was not confirmed";
  }
}
