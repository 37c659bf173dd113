// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.daemon.peer.packet.Account;
import director.daemon.peer.packet.AccountCodec;
import director.daemon.peer.packet.Datagram;
import director.daemon.peer.packet.Heartbeat;
import director.daemon.peer.packet.Heartbeat.Echo;
import director.daemon.peer.packet.MalformedDatagramException;
import director.daemon.peer.packet.Message;
import director.daemon.peer.packet.Part;
import director.daemon.peer.packet.Refusal;
import director.daemon.peer.state.Sessions.Judgement;
import director.daemon.peer.state.Sessions.Outcome;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is known of one other director, which is one by its address. */
final class Neighbour {
  private static final int INTERVALS = 3;
  private static final Duration SLACK = Duration.ofMillis(500);

  private final InetAddress address;
  private final Sessions sessions = new Sessions();
  private final RateBound bound;
  private Reassembly reassembly = new Reassembly();
  private ClockEstimate clock = ClockEstimate.NONE;
  private Account account = Account.EMPTY;
  private boolean told;
  private long has;
  private Moment since;
  private Hearing hearing = Hearing.UNHEARD;
  private @Nullable Heartbeat last;
  private long lastSequence;
  private @Nullable Moment heard;
  private @Nullable Moment otherForm;
  private @Nullable Moment wrongKey;

  Neighbour(InetAddress address, int perSecond, Moment now) {
    this.address = address;
    this.bound = new RateBound(perSecond, now);
    this.since = now;
  }

  InetAddress address() {
    return address;
  }

  /** Whether that is the session that we take for its own. */
  boolean believes(long session) {
    return heard != null && sessions.session() == session;
  }

  boolean admits(Moment now) {
    return bound.admits(now);
  }

  void wrongKey(Moment now) {
    wrongKey = now;
  }

  void otherForm(Moment now) {
    otherForm = now;
  }

  /** Takes in what is authentic; what is refused leaves nothing behind but its being heard of. */
  Optional<Refusal> hear(Datagram datagram, Telling ours, Moment now) {
    OptionalLong ofUs = OptionalLong.empty();
    Optional<Echo> echo = Optional.empty();
    if (datagram.message() instanceof Heartbeat heartbeat) {
      echo = heartbeat.echoes().stream().filter(it -> it.session() == ours.session()).findFirst();
      ofUs = echo.map(it -> OptionalLong.of(it.sequence())).orElseGet(OptionalLong::empty);
      if (ofUs.orElse(0) > ours.sequence()) {
        return Optional.of(Refusal.GARBLED);
      }
    }
    Judgement judgement = sessions.judge(datagram, ofUs, now);
    judgement.outcome().filter(Outcome.BEGINS::equals).ifPresent(begins -> forget());
    return judgement.refusal().isPresent() ? judgement.refusal() : take(datagram, echo, ours, now);
  }

  /** Its process is another one: nothing of the last one holds. */
  private void forget() {
    reassembly = new Reassembly();
    clock = ClockEstimate.NONE;
    account = Account.EMPTY;
    told = false;
    has = 0;
  }

  private Optional<Refusal> take(Datagram datagram, Optional<Echo> echo, Telling ours, Moment now) {
    Message message = datagram.message();
    if (message instanceof Heartbeat heartbeat) {
      last = heartbeat;
      lastSequence = datagram.sequence();
      heard = now;
      echo.ifPresent(it -> answered(it, heartbeat, ours, now));
    } else if (message instanceof Part part) {
      return reassembly.add(part).flatMap(this::account);
    }
    return Optional.empty();
  }

  private void answered(Echo echo, Heartbeat heartbeat, Telling ours, Moment now) {
    has = echo.revision();
    ours.sent(echo.sequence())
        .ifPresent(sent -> clock = clock.after(sent, echo.held(), heartbeat.sent(), now));
  }

  private Optional<Refusal> account(ByteBuffer whole) {
    try {
      account = AccountCodec.decode(whole);
      told = true;
      return Optional.empty();
    } catch (MalformedDatagramException e) {
      return Optional.of(e.refusal());
    }
  }

  /** To whom we say that we hear it: to the session that is believed, and to those that may be. */
  List<Echo> echoes(Moment now) {
    List<Echo> echoes = new ArrayList<>();
    Moment at = heard;
    if (at != null) {
      echoes.add(new Echo(sessions.session(), lastSequence, now.since(at), reassembly.whole()));
    }
    sessions
        .strangers()
        .forEach(
            call -> echoes.add(new Echo(call.session(), call.sequence(), now.since(call.at()), 0)));
    return echoes;
  }

  /** Notes whether it is heard; true if that has changed. */
  boolean look(Moment now) {
    Moment at = heard;
    Hearing before = hearing;
    if (at != null) {
      hearing = now.isAfter(at, patience()) ? Hearing.LOST : Hearing.HEARD;
    }
    if (hearing != before) {
      since = now;
    }
    return hearing != before;
  }

  private Duration patience() {
    Heartbeat heartbeat = last;
    return heartbeat == null ? SLACK : heartbeat.interval().multipliedBy(INTERVALS).plus(SLACK);
  }

  /** Whether it is heard and does not have that revision of ours. */
  boolean lacks(long revision) {
    return hearing == Hearing.HEARD && has != revision;
  }

  Hearing hearing() {
    return hearing;
  }

  /** When it began to be heard or not. */
  Moment since() {
    return since;
  }

  Optional<Moment> heard() {
    return Optional.ofNullable(heard);
  }

  /** When it was last claimed to have spoken with another key. */
  Optional<Moment> withWrongKey() {
    return Optional.ofNullable(wrongKey);
  }

  Optional<Moment> inOtherForm() {
    return Optional.ofNullable(otherForm);
  }

  ClockEstimate clock() {
    return clock;
  }

  /** What it told of itself; empty before the first time. */
  Optional<Standing> standing() {
    return Optional.ofNullable(last)
        .map(it -> new Standing(it.name(), it.version(), it.started(), it.configHash(), account));
  }

  /** Whether it has told its account, too, so that it can be compared. */
  boolean hasTold() {
    return told;
  }
}
