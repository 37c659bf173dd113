// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.time.Duration;

/**
 * What the users of one listener can cost us.
 *
 * @param connections open at the same time; one more is told 503
 * @param followers beside them, who are told of events as they happen; one more is told 503
 * @param bodyBytes of a request, unless its route takes more
 * @param request how long a request may take to arrive, and each piece of its answer to be taken
 * @param answer how long a handler may take
 * @param signOfLife how often a follower is told that there was nothing
 * @param stalled how long a follower may take nothing of what is there for it
 */
public record Limits(
    int connections,
    int followers,
    int bodyBytes,
    Duration request,
    Duration answer,
    Duration signOfLife,
    Duration stalled) {
  public static final Limits DEFAULT =
      new Limits(64, 64 * 1024, Duration.ofSeconds(5), Duration.ofSeconds(60));

  /** With as many followers as connections, a sign of life each 10 s, a minute to be stalled. */
  public Limits(int connections, int bodyBytes, Duration request, Duration answer) {
    this(
        connections,
        connections,
        bodyBytes,
        request,
        answer,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60));
  }
}
