// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.ConfigLoader;
import director.daemon.config.ConfigLoader.HostRules;
import director.daemon.config.ConfigProblem;
import director.daemon.config.ConfigRejectedException;
import director.daemon.config.DirectorConfig;
import director.daemon.config.text.ConfigText;
import director.daemon.control.ConfigActions.Proposal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configuration that can be run on this host: its scripts are there, and nobody else's.
 *
 * @param text what was written to have it, secrets masked
 * @param hash the same for what is equal, comments and warnings aside
 * @param at when it was read
 */
public record LoadedConfig(DirectorConfig config, String text, String hash, Instant at) {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** One that stands in no file. */
  public static LoadedConfig of(DirectorConfig config) {
    return new LoadedConfig(
        config, ConfigText.masked(config), ConfigText.hash(config), Instant.now());
  }

  /** Reads it, and looks at what it names on this host. Blocks. */
  public static LoadedConfig of(Path file) throws ConfigRejectedException {
    return aloud(quietly(file));
  }

  /**
   * As {@link #of(Path)}, for a start: what only keeps the API from being reached is said, and
   * refused by nobody, since nobody would check the servers then.
   */
  public static LoadedConfig toStart(Path file) throws ConfigRejectedException {
    LoadedConfig loaded = aloud(read(file, HostQuestions::refusalsOfStart));
    HostQuestions.portRefusals(loaded.config())
        .forEach((key, why) -> LOG.warn("{}: {}: {}; starts without", file, key, why));
    return loaded;
  }

  private static LoadedConfig aloud(LoadedConfig loaded) {
    loaded.config().warnings().forEach(warning -> LOG.warn("{}", warning));
    return loaded;
  }

  private static LoadedConfig quietly(Path file) throws ConfigRejectedException {
    return read(file, HostQuestions::refusals);
  }

  private static LoadedConfig read(Path file, HostRules host) throws ConfigRejectedException {
    ConfigLoader.Loaded loaded = ConfigLoader.read(file, host);
    return new LoadedConfig(
        loaded.config(), loaded.text(), ConfigText.hash(loaded.config()), Instant.now());
  }

  /**
   * What came of reading one.
   *
   * @param problems a line each; none when there is a configuration
   */
  record Attempt(Optional<LoadedConfig> loaded, List<String> problems) {}

  private interface Reading {
    LoadedConfig read() throws ConfigRejectedException;
  }

  /** As {@link #of(Path)}. */
  static Attempt attempt(Path file) {
    return attempt(() -> of(file));
  }

  /**
   * Reads what may become a configuration, and tells nobody else of it.
   *
   * @param own the daemon's own file, which is read if nothing is proposed
   */
  static Attempt proposed(Optional<Proposal> proposal, Path own) {
    Path home = own.toAbsolutePath().getParent();
    return attempt(
        () ->
            proposal.isEmpty() || home == null
                ? quietly(own)
                : of(
                    ConfigLoader.propose(
                        proposal.get().text(),
                        proposal.get().name(),
                        home,
                        HostQuestions::refusals)));
  }

  private static Attempt attempt(Reading reading) {
    try {
      return new Attempt(Optional.of(reading.read()), List.of());
    } catch (ConfigRejectedException e) {
      return new Attempt(
          Optional.empty(), e.problems().stream().map(ConfigProblem::toString).toList());
    }
  }
}
