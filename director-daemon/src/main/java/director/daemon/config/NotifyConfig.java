// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How scripts are run and where lines are written, in the formats of keepalived: section {@code
 * notify}.
 *
 * @param user to run scripts as that name nobody
 * @param timeout how long a script may take that says nothing about it, 100 ms..1 h
 * @param priorityChanges whether changes of the effective priority of virtual routers are written
 * @param fifo where all lines are written
 * @param vrrpFifo where those of virtual routers and sync groups are
 * @param lvsFifo where those of services and servers are
 */
public record NotifyConfig(
    String user,
    Duration timeout,
    boolean priorityChanges,
    Optional<Fifo> fifo,
    Optional<Fifo> vrrpFifo,
    Optional<Fifo> lvsFifo) {
  private static final String NOBODY = "nobody";

  /** When nothing is said. */
  public static final NotifyConfig DEFAULT =
      new NotifyConfig(
          NOBODY,
          Duration.ofMinutes(1),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * A named pipe.
   *
   * @param owner of the file; empty for whoever runs directord
   * @param group of the file; empty for the owner's, or ours
   * @param mode its permissions, 0..0777
   * @param reader a program that is kept running, with the path as its last argument; empty for
   *     none
   * @param readerUser whom to run it as; empty for {@link NotifyConfig#user}
   */
  public record Fifo(
      Path path,
      Optional<String> owner,
      Optional<String> group,
      int mode,
      List<String> reader,
      Optional<String> readerUser) {
    /** As keepalived makes it: its owner's alone. */
    public static final int USUAL_MODE = 0600;

    public Fifo {
      reader = List.copyOf(reader);
    }

    /** One of which no more is said than where it is. */
    public static Fifo at(Path path) {
      return new Fifo(
          path, Optional.empty(), Optional.empty(), USUAL_MODE, List.of(), Optional.empty());
    }
  }
}
