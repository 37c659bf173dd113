// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.daemon.peer.packet.Account;
import director.daemon.peer.packet.AccountCodec;
import director.daemon.peer.packet.Datagram;
import director.daemon.peer.packet.Heartbeat;
import director.daemon.peer.packet.Part;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What we tell: a heartbeat each interval, and our account whenever somebody lacks it. */
final class Telling {
  /** Whoever has lost it without knowing gets it again. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** Those that an answer may still refer to. */
  private static final int MOST_REMEMBERED = 64;

  private final long session;
  private final Map<Long, Moment> sent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Moment> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private final Deque<Part> waiting = new ArrayDeque<>();
  private long sequence;
  private long revision;
  private @Nullable Account told;
  private @Nullable Moment begun;

  Telling(long session) {
    this.session = session;
  }

  long session() {
    return session;
  }

  long sequence() {
    return sequence;
  }

  long revision() {
    return revision;
  }

  /** When that was sent; empty if it was none of ours, or long ago. */
  Optional<Moment> sent(long heartbeat) {
    return Optional.ofNullable(sent.get(heartbeat));
  }

  Datagram heartbeat(Standing ours, Duration interval, List<Heartbeat.Echo> echoes, Moment now) {
    sequence++;
    sent.put(sequence, now);
    return new Datagram(
        session,
        sequence,
        new Heartbeat(
            interval,
            now.wall(),
            revision,
            ours.name(),
            ours.version(),
            ours.started(),
            ours.configHash(),
            echoes));
  }

  /**
   * Begins to tell the account where that is needed: it is another one, somebody lacks it, or it is
   * time again. One that is under way is told to its end, so that a quick succession of changes
   * does not keep all of them from being told.
   *
   * @param lacking whether one who is heard does not have the present revision
   */
  void look(Account account, boolean lacking, Duration interval, Moment now) {
    if (!waiting.isEmpty()) {
      return;
    }
    Moment last = begun;
    boolean other = !account.equals(told);
    boolean again = last == null || now.isAfter(last, lacking ? interval : AGAIN);
    if (other || again) {
      revision += other ? 1 : 0;
      told = account;
      begun = now;
      waiting.addAll(AccountCodec.parts(revision, account));
    }
  }

  /** The next parts, at most so many; none when all is told. */
  List<Datagram> parts(int most) {
    List<Datagram> next = new ArrayList<>();
    while (next.size() < most && !waiting.isEmpty()) {
      sequence++;
      next.add(new Datagram(session, sequence, waiting.remove()));
    }
    return next;
  }

  boolean isUnderWay() {
    return !waiting.isEmpty();
  }
}
