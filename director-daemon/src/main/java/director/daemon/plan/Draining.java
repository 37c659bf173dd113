// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.plan.Instruction.Verb;
import director.daemon.plan.ServerMemory.Drained;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A drain: its end is its deadline, or before it the moment when no connection is left. That moment
 * may never come: with direct routing the director does not see how connections end, and keeps some
 * for the whole TCP timeout.
 *
 * @param since when the first decision was made by which the server drains
 * @param deadline when it ends at the latest
 * @param connections that it has; empty if unknown
 * @param drained how it has ended; empty while it has not
 */
record Draining(
    Duration since, Duration deadline, OptionalLong connections, Optional<Drained> drained) {

  /** Until then a count may be older than the weight 0 in the kernel. */
  private static final Duration SETTLES = Duration.ofSeconds(1);

  /**
   * The drain of {@code it}; empty if nobody asked for one.
   *
   * @param atMost how long it takes if the operator did not say
   * @param connections that it has, null if unknown
   */
  static Optional<Draining> of(
      Candidate it, Duration atMost, @Nullable Long connections, Duration now) {
    return it.instruction()
        .filter(asked -> asked.verb() == Verb.DRAIN)
        .map(
            asked -> {
              ServerMemory memory = it.memory();
              Duration since = memory.drainingSince().orElse(now);
              Duration deadline = asked.until().orElse(asked.since().plus(atMost));
              boolean settled = now.compareTo(since.plus(SETTLES)) >= 0;
              boolean empty = settled && connections != null && connections == 0;
              boolean over = now.compareTo(deadline) >= 0;
              // Of one that ended in a former life it is told when it did.
              Duration end = over ? deadline : now;
              Optional<Drained> ended =
                  empty || over
                      ? Optional.of(new Drained(end.minus(asked.since()), count(connections)))
                      : Optional.empty();
              return new Draining(
                  since, deadline, count(connections), memory.drained().or(() -> ended));
            });
  }

  private static OptionalLong count(@Nullable Long connections) {
    return connections == null ? OptionalLong.empty() : OptionalLong.of(connections);
  }
}
