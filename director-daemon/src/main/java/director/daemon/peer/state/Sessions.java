// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.daemon.peer.packet.Datagram;
import director.daemon.peer.packet.Heartbeat;
import director.daemon.peer.packet.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells what another director says now from what it said once, without asking any clock: a session
 * is believed when it has heard something that we said ourselves, and later than what the session
 * before it had heard. So neither a restart of ours nor one of the other opens a door to what
 * somebody has recorded, and clocks may jump as they like. Only what is authentic may come here.
 */
final class Sessions {
  /** Of an address: a director that starts again and again, or what somebody plays back. */
  private static final int MOST_STRANGERS = 3;

  private boolean introduced;
  private long session;
  private long sequence;
  private long heardOfUs;
  private final Map<Long, Call> strangers =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Call> eldest) {
          return size() > MOST_STRANGERS;
        }
      };

  /** The last heartbeat of a session, and when it came. */
  record Call(long session, long sequence, Moment at) {}

  /** Whether it begins a session, so that all that was known is of the past. */
  enum Outcome {
    GOES_ON,
    BEGINS
  }

  /** Either what became of it, or why nothing does. */
  record Judgement(Optional<Outcome> outcome, Optional<Refusal> refusal) {
    static Judgement of(Outcome outcome) {
      return new Judgement(Optional.of(outcome), Optional.empty());
    }

    static Judgement of(Refusal refusal) {
      return new Judgement(Optional.empty(), Optional.of(refusal));
    }
  }

  /**
   * Takes note of a datagram.
   *
   * @param heard the last sequence of our session that its sender has heard; empty if it tells of
   *     none
   */
  Judgement judge(Datagram datagram, OptionalLong heard, Moment now) {
    if (introduced && datagram.session() == session) {
      if (datagram.sequence() <= sequence) {
        return Judgement.of(Refusal.REPLAYED);
      }
      sequence = datagram.sequence();
      heardOfUs = Math.max(heardOfUs, heard.orElse(0));
      return Judgement.of(Outcome.GOES_ON);
    }
    if (heard.isPresent() && heard.getAsLong() > heardOfUs) {
      introduced = true;
      session = datagram.session();
      sequence = datagram.sequence();
      heardOfUs = heard.getAsLong();
      strangers.remove(session);
      return Judgement.of(Outcome.BEGINS);
    }
    return Judgement.of(heard.isPresent() ? Refusal.REPLAYED : stranger(datagram, now));
  }

  /** It is told that we hear it, and may then show that it hears us. */
  private Refusal stranger(Datagram datagram, Moment now) {
    Call before = strangers.get(datagram.session());
    if (before != null && datagram.sequence() <= before.sequence()) {
      return Refusal.REPLAYED;
    }
    if (datagram.message() instanceof Heartbeat) {
      strangers.put(datagram.session(), new Call(datagram.session(), datagram.sequence(), now));
    }
    return Refusal.UNINTRODUCED;
  }

  /** The session that is believed; of no meaning before there is one. */
  long session() {
    return session;
  }

  /** Sessions that want to be told that they are heard. */
  List<Call> strangers() {
    return List.copyOf(strangers.values());
  }
}
