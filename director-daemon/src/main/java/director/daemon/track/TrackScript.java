// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.local.Script;
import director.daemon.track.state.RiseFall;
import director.daemon.track.state.TrackedState;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A program whose exit status 0 means that all is well.
 *
 * @param command its absolute path and its arguments, without a shell
 * @param interval from one start to the next, above zero
 * @param timeout how long a run may take, above zero; then its whole process group is ended
 * @param rule how many runs in a row make a difference
 * @param user to run as; empty: as ourselves, but without our ambient capabilities
 * @param initial what is believed before the first run; UNKNOWN lets the first run decide
 */
public record TrackScript(
    String name,
    List<String> command,
    Duration interval,
    Duration timeout,
    RiseFall rule,
    Optional<String> user,
    TrackedState initial)
    implements Track {

  public TrackScript {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("script " + name + " has no command");
    }
    if (interval.isNegative() || interval.isZero() || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "interval and timeout of script "
              + name
              + " must be above zero, but are "
              + interval
              + " and "
              + timeout);
    }
  }

  @Override
  public String kind() {
    return "script";
  }

  /** What is run. */
  Script program() {
    return new Script(title(), command, user, Collections.emptySortedMap(), timeout);
  }

  /** Whether it asks the same question as {@code other}, so that its answers are as good (T-11). */
  boolean asksAs(TrackScript other) {
    return command.equals(other.command) && user.equals(other.user);
  }
}
