// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.daemon.peer.packet.Account;
import director.daemon.peer.packet.Datagram;
import director.daemon.peer.packet.DatagramCodec;
import director.daemon.peer.packet.Heartbeat;
import director.daemon.peer.packet.Refusal;
import director.daemon.peer.state.Comparison.Others;
import director.netlink.text.AddressOrder;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All other directors, as far as they are known: whom to believe, what they tell, what differs.
 * Bytes and moments come in, values go out. Not for several threads.
 */
public final class Neighbourhood {
  /** Of a group; of those that are configured there are no more either. */
  private static final int MOST = 8;

  /**
   * From one address; a director with thousands of servers that are not well sends a fourth of
   * that.
   */
  private static final int MOST_PER_SECOND = 2000;

  /** From all who are not known yet together, and only where a group is spoken to. */
  private static final int MOST_STRANGERS_PER_SECOND = 200;

  /** Who was in the group, and is silent for so long, has been taken away. */
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final Telling telling;
  private final SortedMap<InetAddress, Known> known = new TreeMap<>(AddressOrder.BY_BYTES);
  private final SortedMap<Refusal, Long> refused = new TreeMap<>();
  private final RateBound strangers;
  private Terms terms;
  private Moment begun;
  private @Nullable Stranger strangerWithWrongKey;

  private record Stranger(InetAddress address, Moment at) {}

  private static final class Known {
    private final Neighbour neighbour;
    private final Settling settling = new Settling();

    Known(Neighbour neighbour) {
      this.neighbour = neighbour;
    }
  }

  /**
   * Speaks for nobody yet.
   *
   * @param session dice, thrown anew at each start of the process
   */
  public Neighbourhood(long session, Terms terms, Moment now) {
    this.telling = new Telling(session);
    this.strangers = new RateBound(MOST_STRANGERS_PER_SECOND, now);
    this.terms = terms;
    this.begun = now;
    follow(terms, now);
  }

  /** On other terms from now on; who is in both stays as it is. */
  public void follow(Terms next, Moment now) {
    boolean sameWay = next.isGroup() == terms.isGroup();
    begun = sameWay ? begun : now;
    terms = next;
    if (!next.isGroup()) {
      known.keySet().removeIf(address -> !next.addresses().contains(address));
      next.addresses().forEach(address -> known.computeIfAbsent(address, it -> fresh(it, now)));
    } else if (!sameWay) {
      known.values().removeIf(one -> one.neighbour.hearing() == Hearing.UNHEARD);
    }
  }

  private static Known fresh(InetAddress address, Moment now) {
    return new Known(new Neighbour(address, MOST_PER_SECOND, now));
  }

  /**
   * Whether it is worth asking for its signature; if so, null. What is not counts.
   *
   * @param signed whole
   */
  public Optional<Refusal> admit(InetAddress source, ByteBuffer signed, Moment now) {
    int length = signed.remaining();
    if (length < DatagramCodec.SHORTEST) {
      return refuse(Refusal.TOO_SHORT);
    }
    if (length > DatagramCodec.LONGEST) {
      return refuse(Refusal.TOO_LONG);
    }
    Known sender = known.get(source);
    if (sender == null && !terms.isGroup()) {
      return refuse(Refusal.UNKNOWN_SENDER);
    }
    if (!DatagramCodec.isOurs(signed)) {
      return refuse(Refusal.NOT_OURS);
    }
    boolean admitted = sender == null ? strangers.admits(now) : sender.neighbour.admits(now);
    return admitted ? Optional.empty() : refuse(Refusal.FLOOD);
  }

  /** Its signature is of none of our keys. */
  public void wrongKey(InetAddress source, Moment now) {
    var unused = refuse(Refusal.WRONG_KEY);
    Known sender = known.get(source);
    if (sender != null) {
      sender.neighbour.wrongKey(now);
    } else {
      strangerWithWrongKey = new Stranger(source, now);
    }
  }

  /** It is authentic, and is none that we understand. */
  public void malformed(InetAddress source, Refusal why, Moment now) {
    var unused = refuse(why);
    Known sender = known.get(source);
    if (sender != null && why == Refusal.OTHER_FORM) {
      sender.neighbour.otherForm(now);
    }
  }

  /** Takes in what is authentic. What we sent ourselves comes back from a group, and is nothing. */
  public Optional<Refusal> hear(InetAddress source, Datagram datagram, Moment now) {
    if (datagram.session() == telling.session()) {
      return Optional.empty();
    }
    Known sender = speaking(source, datagram.session());
    if (sender == null) {
      if (known.size() >= MOST && !makesRoom()) {
        return refuse(Refusal.TOO_MANY);
      }
      sender = fresh(source, now);
      known.put(source, sender);
    }
    return sender.neighbour.hear(datagram, telling, now).flatMap(this::refuse);
  }

  /**
   * In a group a session is one, wherever it speaks from: an address of its interface may come and
   * go with a role, and what is played again from another address is not another director.
   */
  private @Nullable Known speaking(InetAddress source, long session) {
    return known.values().stream()
        .filter(one -> terms.isGroup() && one.neighbour.believes(session))
        .findFirst()
        .orElse(known.get(source));
  }

  /** Who never showed that it hears us may be nobody. */
  private boolean makesRoom() {
    return known.entrySet().removeIf(one -> one.getValue().neighbour.hearing() == Hearing.UNHEARD);
  }

  private Optional<Refusal> refuse(Refusal why) {
    refused.merge(why, 1L, Long::sum);
    return Optional.of(why);
  }

  /** What is to be sent each interval. */
  public Datagram heartbeat(Standing ours, Moment now) {
    List<Heartbeat.Echo> echoes =
        neighbours().flatMap(one -> one.echoes(now).stream()).limit(Heartbeat.MOST_ECHOES).toList();
    return telling.heartbeat(ours, terms.interval(), echoes, now);
  }

  /** What is to be sent beside it, at most so many now; none when all is told. */
  public List<Datagram> parts(Standing ours, int most, Moment now) {
    boolean lacking = neighbours().anyMatch(one -> one.lacks(telling.revision()));
    telling.look(ours.account(), lacking, terms.interval(), now);
    return telling.parts(most);
  }

  /** Whether there are parts left to be sent. */
  public boolean isTelling() {
    return telling.isUnderWay();
  }

  /** Looks who is heard and what differs, and says what is new in that. */
  public List<News> look(Standing ours, Moment now) {
    List<News> news = new ArrayList<>();
    if (terms.isGroup()) {
      known.values().removeIf(one -> isForgotten(one.neighbour, now));
    }
    for (Known one : known.values()) {
      Neighbour it = one.neighbour;
      if (it.look(now)) {
        news.add(hearing(it));
      }
      Settling.Turn turn = one.settling.follow(differences(it, ours, now), now, patience(it));
      turn.begun().stream()
          .filter(difference -> !difference.topic().equals("silence"))
          .map(difference -> new News(News.Kind.BEGUN, name(it), difference.sentence()))
          .forEach(news::add);
      turn.ended().stream()
          .filter(difference -> !difference.topic().equals("silence"))
          .map(difference -> new News(News.Kind.ENDED, name(it), difference.sentence()))
          .forEach(news::add);
    }
    return news;
  }

  private static boolean isForgotten(Neighbour it, Moment now) {
    return it.hearing() == Hearing.LOST && now.isAfter(it.since(), FORGOTTEN);
  }

  private static News hearing(Neighbour it) {
    return it.hearing() == Hearing.HEARD
        ? new News(
            News.Kind.HEARD,
            name(it),
            "%s is heard: directord %s"
                .formatted(
                    LineDifferences.word(it), it.standing().map(Standing::version).orElse("")))
        : new News(
            News.Kind.LOST,
            name(it),
            LineDifferences.word(it) + " is no longer heard; elections do not depend on it");
  }

  private static String name(Neighbour it) {
    return it.standing().map(Standing::name).orElseGet(() -> LineDifferences.word(it));
  }

  /** Who is silent has shown that by then. */
  private Duration patience(Neighbour it) {
    return it.hearing() == Hearing.LOST ? Duration.ZERO : terms.patience();
  }

  private List<Difference> differences(Neighbour it, Standing ours, Moment now) {
    List<Difference> all = new ArrayList<>(LineDifferences.of(it, now));
    if (it.hearing() == Hearing.HEARD && it.hasTold()) {
      it.standing().ifPresent(theirs -> all.addAll(Comparison.of(ours, theirs, others(it))));
    }
    return all;
  }

  private Others others(Neighbour but) {
    List<Neighbour> rest = neighbours().filter(one -> one != but).toList();
    return new Others(
        rest.stream()
            .flatMap(one -> one.standing().stream())
            .flatMap(standing -> standing.account().instances().stream())
            .filter(instance -> instance.state().equals("MASTER"))
            .map(Account.Instance::name)
            .toList(),
        rest.stream().allMatch(one -> one.hearing() == Hearing.HEARD && one.hasTold()));
  }

  private Stream<Neighbour> neighbours() {
    return known.values().stream().map(one -> one.neighbour);
  }

  /** The servers that are not well with one of the others. */
  public Set<String> interestingServers() {
    return neighbours()
        .filter(one -> one.hearing() == Hearing.HEARD)
        .flatMap(one -> one.standing().stream())
        .flatMap(standing -> standing.account().servers().stream())
        .filter(Account.Server::isOfInterest)
        .map(Account.Server::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The sections of our configuration that one of the others has otherwise. */
  public Set<String> interestingSections(Account ours) {
    return neighbours()
        .filter(one -> one.hearing() == Hearing.HEARD && one.hasTold())
        .flatMap(one -> one.standing().stream())
        .flatMap(theirs -> ConfigDifferences.differing(ours, theirs.account()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many datagrams changed nothing, by reason. */
  public SortedMap<Refusal, Long> refused() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(refused));
  }

  /** What is wrong, in sentences: differences that last, and what is nobody's in particular. */
  public List<String> problems(Moment now) {
    List<String> sentences = new ArrayList<>();
    if (terms.isGroup() && known.isEmpty() && now.isAfter(begun, terms.patience())) {
      sentences.add("no other director is heard in the group of peer.multicast");
    }
    Stranger stranger = strangerWithWrongKey;
    if (stranger != null && !now.isAfter(stranger.at(), LineDifferences.REMEMBERED)) {
      sentences.add(LineDifferences.wrongKey(stranger.address()) + LineDifferences.COMPARE_KEYS);
    }
    known.values().stream()
        .flatMap(one -> one.settling.all().stream())
        .filter(noticed -> noticed.settled() && noticed.difference().problem())
        .map(noticed -> noticed.difference().sentence())
        .forEach(sentences::add);
    return sentences;
  }

  /** All of them, by address. */
  public List<Portrait> portraits() {
    return known.values().stream()
        .map(
            one ->
                new Portrait(
                    one.neighbour.address(),
                    one.neighbour.hearing(),
                    one.neighbour.since(),
                    one.neighbour.heard(),
                    one.neighbour.standing(),
                    one.neighbour.clock().best(),
                    one.settling.all()))
        .toList();
  }
}
