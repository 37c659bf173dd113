// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Scripts that are told how a virtual router or a sync group stands: its section {@code notify}.
 *
 * @param on commands by the state that is entered
 * @param any the command that is told of each of them, with four arguments more; empty for none
 * @param user to run as; empty for {@link NotifyConfig#user}
 * @param timeout of each run; empty for {@link NotifyConfig#timeout}
 */
public record NotifyScripts(
    SortedMap<Occasion, List<String>> on,
    List<String> any,
    Optional<String> user,
    Optional<Duration> timeout) {
  /** When nothing is said. */
  public static final NotifyScripts NONE =
      new NotifyScripts(
          Collections.emptySortedMap(), List.of(), Optional.empty(), Optional.empty());

  /** What is told of, and keepalived's word for it. */
  public enum Occasion {
    MASTER,
    BACKUP,
    FAULT,
    /** It ends with directord. */
    STOP,
    /** It ends, as it is in the configuration no more; FAULT where nothing is configured for it. */
    DELETED
  }

  public NotifyScripts {
    SortedMap<Occasion, List<String>> copies = new TreeMap<>();
    on.forEach((occasion, command) -> copies.put(occasion, List.copyOf(command)));
    on = Collections.unmodifiableSortedMap(copies);
    any = List.copyOf(any);
  }

  /** The command of that occasion; empty for none. */
  public List<String> on(Occasion occasion) {
    return on.getOrDefault(occasion, List.of());
  }
}
