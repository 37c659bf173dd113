// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.ConfigLoader;
import director.daemon.config.ConfigProblem;
import director.daemon.config.ConfigRejectedException;
import director.daemon.config.DirectorConfig;
import director.daemon.config.TrackedConfig;
import director.daemon.plan.TrackingPlan;
import director.daemon.track.TrackRefusals;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configuration that can be run on this host: its scripts are there, and nobody else's. */
public final class LoadedConfig {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private LoadedConfig() {}

  /** Reads it, and looks at what it names on this host. Blocks. */
  public static DirectorConfig of(Path file) throws ConfigRejectedException {
    DirectorConfig config = ConfigLoader.load(file, LoadedConfig::refusals);
    config.warnings().forEach(warning -> LOG.warn("{}", warning));
    return config;
  }

  /**
   * What came of reading one.
   *
   * @param problems a line each; none when there is a configuration
   */
  record Attempt(Optional<DirectorConfig> config, List<String> problems) {}

  /** As {@link #of}. */
  static Attempt attempt(Path file) {
    try {
      return new Attempt(Optional.of(of(file)), List.of());
    } catch (ConfigRejectedException e) {
      return new Attempt(
          Optional.empty(), e.problems().stream().map(ConfigProblem::toString).toList());
    }
  }

  private static Map<String, String> refusals(DirectorConfig config) {
    try {
      Map<String, String> refusals = new TreeMap<>();
      TrackRefusals.of(TrackingPlan.of(config).tracks().values())
          .forEach((name, why) -> refusals.put(TrackedConfig.scriptKey(name), why));
      return refusals;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at scripts", e);
    }
  }
}
