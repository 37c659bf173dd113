// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.ConfigLoader.HostRules;
import director.daemon.config.DirectorConfig;
import director.daemon.config.RunAs;
import director.daemon.config.TrackedConfig;
import director.daemon.plan.TrackingPlan;
import director.daemon.track.TrackRefusals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a configuration asks of the host on which it is to run, and of the rights of the daemon that
 * is to run it. Who has other rights cannot answer: root may read more and become more users than a
 * daemon of systemd does, an operator less.
 */
public final class HostQuestions {
  private static final Path OURSELVES = Path.of("/proc/self");
  private static final String LISTEN = "control.listen.address";

  private HostQuestions() {}

  /** Answers them with the rights of this process. Blocks. */
  static Map<String, String> refusals(DirectorConfig config) {
    Map<String, String> refusals = new TreeMap<>(refusalsOfStart(config));
    refusals.putAll(portRefusals(config));
    return refusals;
  }

  /**
   * What a director that starts has against it: a port of its API leaves no server unchecked.
   * Blocks.
   */
  static Map<String, String> refusalsOfStart(DirectorConfig config) {
    try {
      Map<String, String> refusals = new TreeMap<>();
      TrackRefusals.of(TrackingPlan.of(config).tracks().values())
          .forEach((name, why) -> refusals.put(TrackedConfig.scriptKey(name), why));
      for (Map.Entry<String, String> runs : RunAs.users(config).entrySet()) {
        Privileges.refusalOf(runs.getValue()).ifPresent(why -> refusals.put(runs.getKey(), why));
      }
      return refusals;
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel does not say what we may do", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at scripts", e);
    }
  }

  /** Why the API cannot be reached where it is configured; none if it can. */
  static Map<String, String> portRefusals(DirectorConfig config) {
    OptionalInt port = port(config);
    try {
      return port.isEmpty()
          ? Map.of()
          : Privileges.refusalOf(port.getAsInt()).map(why -> Map.of(LISTEN, why)).orElse(Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel does not say what we may do", e);
    }
  }

  private static OptionalInt port(DirectorConfig config) {
    return config
        .control()
        .listen()
        .map(listen -> OptionalInt.of(listen.address().port()))
        .orElse(OptionalInt.empty());
  }

  /**
   * For whoever looks at a configuration that a daemon of this host is to run. It is the daemon's
   * own user who has its state.
   *
   * @throws UncheckedIOException if this process cannot find out who it is
   */
  public static HostRules forDaemonOf(Path stateDirectory) {
    try {
      boolean same =
          Privileges.areOfDaemon(
              owner(stateDirectory), (Integer) Files.getAttribute(OURSELVES, "unix:uid"));
      return same ? HostQuestions::refusals : new InItsPlace();
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel does not say who we are", e);
    }
  }

  private static Optional<Integer> owner(Path directory) throws IOException {
    return Files.isDirectory(directory)
        ? Optional.of((Integer) Files.getAttribute(directory, "unix:uid"))
        : Optional.empty();
  }

  /** Answers nothing, and knows what would have to be asked. */
  static final class InItsPlace implements HostRules {
    @Override
    public boolean isForAnother() {
      return true;
    }

    @Override
    public Map<String, String> refusals(DirectorConfig config) {
      return Map.of();
    }

    @Override
    public Map<String, String> questions(DirectorConfig config) {
      SortedMap<String, String> questions = new TreeMap<>();
      users(config)
          .forEach(
              (user, runs) ->
                  questions.put(
                      runs.key(),
                      "whether directord would run scripts as user " + user + runs.andMore()));
      if (port(config).isPresent()) {
        questions.put(LISTEN, "whether directord may listen there");
      }
      return questions;
    }

    /** One question for each user: a thousand services may have the same. */
    private static SortedMap<String, Runs> users(DirectorConfig config) {
      SortedMap<String, Runs> users = new TreeMap<>();
      RunAs.users(config)
          .forEach((key, user) -> users.merge(user, new Runs(key, 0), Runs::andAnother));
      return users;
    }

    /**
     * Where scripts stand.
     *
     * @param key of the first
     * @param more how many more there are
     */
    private record Runs(String key, int more) {
      Runs andAnother(Runs unused) {
        return new Runs(key, more + 1);
      }

      String andMore() {
        return more == 0 ? "" : ", here and at " + more + (more == 1 ? " key more" : " keys more");
      }
    }
  }
}
