// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A sign of life, and who is heard.
 *
 * @param interval to the next one, 1 ms..1 h
 * @param sent by the sender's wall clock
 * @param revision of its {@link Account}, from 1
 * @param started when its process began
 * @param configHash of its configuration, without what differs by nature
 * @param echoes of those it hears, at most {@value #MOST_ECHOES}
 */
public record Heartbeat(
    Duration interval,
    Instant sent,
    long revision,
    String name,
    String version,
    Instant started,
    long configHash,
    List<Echo> echoes)
    implements Message {
  public static final int MOST_ECHOES = 16;

  public Heartbeat {
    echoes = List.copyOf(echoes);
  }

  /**
   * What was heard of a session.
   *
   * @param sequence of its last heartbeat that was heard
   * @param held how long ago that was, by the monotonic clock
   * @param revision of its account that is known whole; 0 for none
   */
  public record Echo(long session, long sequence, Duration held, long revision) {}
}
