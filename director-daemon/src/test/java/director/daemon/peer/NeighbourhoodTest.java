// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import static director.daemon.peer.Speaker.second;
import static director.daemon.peer.state.Accounts.SINCE;
import static director.daemon.peer.state.Accounts.account;
import static director.daemon.peer.state.Accounts.server;
import static director.daemon.peer.state.Accounts.standing;
import static director.daemon.peer.state.Accounts.withServers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.config.PeerConfig;
import director.daemon.peer.packet.Account;
import director.daemon.peer.packet.Datagram;
import director.daemon.peer.packet.DatagramCodec;
import director.daemon.peer.packet.Heartbeat;
import director.daemon.peer.packet.Message;
import director.daemon.peer.packet.Part;
import director.daemon.peer.packet.Refusal;
import director.daemon.peer.state.ClockEstimate;
import director.daemon.peer.state.Hearing;
import director.daemon.peer.state.News;
import director.daemon.peer.state.Portrait;
import director.daemon.peer.state.Standing;
import director.daemon.peer.state.Terms;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two directors who speak to each other, without sockets and with clocks that are handed in. */
class NeighbourhoodTest {
  private static final String A = "192.0.2.11";
  private static final String B = "192.0.2.12";
  private static final Standing MASTER = standing("director-a", account("MASTER"));
  private static final Standing BACKUP = standing("director-b", account("BACKUP"));

  private final Speaker a = new Speaker(1, A, MASTER, seconds(0), B);
  private final Speaker b = new Speaker(2, B, BACKUP, seconds(0), A);

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  /** Some seconds in which both hear each other; all that was sent. */
  private List<ByteBuffer> talk(int from, int until) {
    List<ByteBuffer> all = new ArrayList<>();
    for (int i = from; i < until; i++) {
      all.addAll(second(a, b, seconds(i)));
    }
    return all;
  }

  private static Portrait other(Speaker speaker) {
    return speaker.neighbourhood().portraits().get(0);
  }

  private static List<String> sentences(Speaker speaker) {
    return other(speaker).differences().stream().map(it -> it.difference().sentence()).toList();
  }

  @Test
  @DisplayName("after two seconds each knows how the other stands, and nothing differs")
  void introduction() {
    talk(0, 3);

    assertEquals(Optional.of(BACKUP), other(a).standing());
    assertEquals(Optional.of(MASTER), other(b).standing());
    assertEquals(Hearing.HEARD, other(a).hearing());
    assertEquals(List.of(), sentences(a));
    assertEquals(
        List.of(
            new News(
                News.Kind.HEARD,
                "director-b",
                "director-b (192.0.2.12) is heard: directord 0.1.0")),
        a.news);
    assertTrue(
        a.neighbourhood().refused().keySet().stream().allMatch(Refusal.UNINTRODUCED::equals),
        a.neighbourhood().refused().toString());
  }

  @Test
  @DisplayName("what has not changed is told once in ten seconds, what has at once")
  void accountsAreToldWhenTheyChange() {
    talk(0, 5);

    long quiet =
        IntStream.range(5, 12).map(i -> a.speak(seconds(i)).size()).filter(n -> n > 1).count();
    a.standing = standing("director-a", account("FAULT"));
    List<ByteBuffer> changed = a.speak(seconds(12));

    assertTrue(quiet <= 1, quiet + " times");
    assertEquals(2, changed.size());
  }

  @Test
  @DisplayName("an account of which a part was lost is told again, before ten seconds are over")
  void lostParts() {
    talk(0, 3);
    a.standing = standing("director-a", account("FAULT"));

    b.hear(a.address, a.speak(seconds(3)).get(0), seconds(3)); // the heartbeat, not the part
    talk(4, 7);

    assertEquals(Optional.of(a.standing), other(b).standing());
  }

  @Test
  @DisplayName("what was recorded changes nothing when it is played again")
  void replayed() {
    List<ByteBuffer> recorded = talk(0, 10);
    Portrait before = other(a);

    Set<Optional<Refusal>> outcomes =
        Set.copyOf(recorded.stream().map(it -> a.hear(b.address, it, seconds(10))).toList());

    // Its own come back from a group, and are nothing.
    assertEquals(Set.of(Optional.empty(), Optional.of(Refusal.REPLAYED)), outcomes);
    assertEquals(before, other(a));
  }

  @Test
  @DisplayName("after a restart of ours the recordings of before open no door")
  void replayedAfterOurRestart() {
    List<ByteBuffer> recorded = talk(0, 10);
    Speaker again = new Speaker(3, A, MASTER, seconds(11), B);

    recorded.forEach(it -> again.hear(b.address, it, seconds(11)));
    again.speak(seconds(12));

    assertEquals(Hearing.UNHEARD, other(again).hearing());
    assertEquals(Optional.empty(), other(again).standing());
  }

  @Test
  @DisplayName(
      "who restarts is known again within two seconds, also while old recordings are played")
  void ourRestart() {
    List<ByteBuffer> recorded = talk(0, 10);
    Speaker again = new Speaker(3, A, MASTER, seconds(11), B);

    for (int i = 11; i < 14; i++) {
      Duration now = seconds(i);
      recorded.forEach(it -> again.hear(b.address, it, now));
      second(again, b, now);
    }
    again.speak(seconds(14));

    assertEquals(Optional.of(BACKUP), other(again).standing());
    assertEquals(Optional.of(MASTER), other(b).standing());
  }

  @Test
  @DisplayName("when the other restarts it is believed anew, and its former life never again")
  void theirRestart() {
    List<ByteBuffer> recorded = talk(0, 10);
    Speaker again = new Speaker(4, B, standing("director-b", account("FAULT")), seconds(10), A);

    for (int i = 10; i < 13; i++) {
      second(a, again, seconds(i));
    }
    Portrait before = other(a);
    recorded.forEach(it -> a.hear(b.address, it, seconds(13)));

    assertEquals(Optional.of(again.standing), before.standing());
    assertEquals(before, other(a));
  }

  @Test
  @DisplayName("clocks may jump by years on either side: nobody is lost, and the jump is told")
  void clockSteps() {
    talk(0, 5);
    a.wallError = Duration.ofDays(-400);
    talk(5, 10);
    b.wallError = Duration.ofDays(1000);

    talk(10, 20);

    assertEquals(Hearing.HEARD, other(a).hearing());
    assertEquals(
        Duration.ofDays(1400).toSeconds(),
        other(a).clock().map(ClockEstimate.Sample::offset).orElseThrow().toSeconds());
    assertEquals(
        List.of(
            "the clock of director-b (192.0.2.12) is 120960000.0 s ahead of ours (round trip 2.0"
                + " ms): which of them is right?"),
        sentences(a));
    assertEquals(
        List.of(News.Kind.HEARD, News.Kind.BEGUN), a.news.stream().map(News::kind).toList());
  }

  @Test
  @DisplayName("a clock that is 2.3 s behind is told, and one that is 90 ms ahead is not")
  void clockOffset() {
    b.wallError = Duration.ofMillis(-2300);
    talk(0, 9);

    assertEquals(
        List.of(
            "the clock of director-b (192.0.2.12) is 2.3 s behind ours (round trip 2.0 ms): which of"
                + " them is right?"),
        a.neighbourhood().problems(a.at(seconds(9))));

    b.wallError = Duration.ofMillis(90);
    talk(9, 12);

    assertEquals(List.of(), sentences(a));
  }

  @Test
  @DisplayName(
      "who is silent for three intervals is lost; what it told stays, what differed does not")
  void lost() {
    b.standing = standing("director-b", account("MASTER"));
    talk(0, 10);

    a.speak(Duration.ofMillis(12_950));
    Hearing before = other(a).hearing();
    a.speak(Duration.ofMillis(13_050));

    assertEquals(Hearing.HEARD, before);
    assertEquals(Hearing.LOST, other(a).hearing());
    assertEquals(Optional.of(b.standing), other(a).standing());
    assertEquals(
        List.of(
            "director-b (192.0.2.12) has not been heard for 3 s; elections do not depend on it"),
        sentences(a));
    assertEquals(
        List.of(News.Kind.HEARD, News.Kind.BEGUN, News.Kind.LOST, News.Kind.ENDED),
        a.news.stream().map(News::kind).toList());
  }

  @Test
  @DisplayName("silence is a problem at once, with its length; and none once it is over")
  void silenceEnds() {
    talk(0, 10);
    a.speak(seconds(22));
    a.speak(seconds(23));

    assertEquals(
        List.of(
            "director-b (192.0.2.12) has not been heard for 13 s; elections do not depend on it"),
        a.neighbourhood().problems(a.at(seconds(23))));

    talk(24, 28);

    assertEquals(Hearing.HEARD, other(a).hearing());
    assertEquals(List.of(), a.neighbourhood().problems(a.at(seconds(28))));
  }

  @Test
  @DisplayName("whoever was never heard is a problem after five seconds")
  void unheard() {
    a.speak(seconds(0));
    a.speak(seconds(4));
    List<String> before = a.neighbourhood().problems(a.at(seconds(4)));
    a.speak(seconds(5));

    assertEquals(List.of(), before);
    assertEquals(
        List.of(
            "192.0.2.12 has not been heard yet; is its directord running, with the same peer.key and"
                + " peer.port, and with us in its peer.addresses?"),
        a.neighbourhood().problems(a.at(seconds(5))));
  }

  @Test
  @DisplayName("a difference is told once it has lasted for five seconds, and when it ends")
  void settles() {
    talk(0, 3);
    b.standing = standing("director-b", account("MASTER"));

    talk(3, 7);
    List<String> early = a.neighbourhood().problems(a.at(seconds(7)));
    talk(7, 12);
    List<String> settled = a.neighbourhood().problems(a.at(seconds(12)));
    b.standing = BACKUP;
    talk(12, 15);

    String both =
        "photos is MASTER on both directors: here with priority 100, on director-b with priority"
            + " 100";
    assertEquals(List.of(), early);
    assertEquals(List.of(both), settled);
    assertEquals(List.of(), a.neighbourhood().problems(a.at(seconds(15))));
    assertEquals(
        List.of(
            new News(
                News.Kind.HEARD, "director-b", "director-b (192.0.2.12) is heard: directord 0.1.0"),
            new News(News.Kind.BEGUN, "director-b", both),
            new News(News.Kind.ENDED, "director-b", both)),
        a.news);
  }

  @Test
  @DisplayName("a difference of two seconds is nobody's news")
  void flickers() {
    talk(0, 3);

    for (int i = 3; i < 30; i += 4) {
      b.standing = standing("director-b", account("MASTER"));
      talk(i, i + 2);
      b.standing = BACKUP;
      talk(i + 2, i + 4);
    }

    assertEquals(List.of(News.Kind.HEARD), a.news.stream().map(News::kind).toList());
  }

  @Test
  @DisplayName(
      "a server that is not well on the other side is of interest, one that is only listed is not")
  void interests() {
    b.standing =
        standing(
            "director-b",
            withServers(
                account("BACKUP"),
                server("router1", "UP", SINCE, "", ""),
                server("router3", "DOWN", SINCE, "no answer", "")));

    talk(0, 3);

    assertEquals(Set.of("photos-https/router3"), a.neighbourhood().interestingServers());
  }

  @Test
  @DisplayName("a wrong key is told with where it came from, and forgotten after half a minute")
  void wrongKey() {
    Speaker stranger =
        new Speaker(new PeerConfig.Key("31".repeat(16)), 9, B, BACKUP, seconds(0), A);

    for (int i = 0; i < 8; i++) {
      Duration now = seconds(i);
      stranger.speak(now).forEach(bytes -> a.hear(b.address, bytes, now));
      a.speak(now);
    }

    assertEquals(
        List.of(
            "192.0.2.12 has not been heard yet; is its directord running, with the same peer.key and"
                + " peer.port, and with us in its peer.addresses?",
            "a datagram from 192.0.2.12 has a wrong key, or was changed on its way: compare peer.key"
                + " on both directors"),
        a.neighbourhood().problems(a.at(seconds(8))));
    a.speak(seconds(38));
    assertEquals(1, sentences(a).size());
  }

  @Test
  @DisplayName("whoever is not asked is not listened to, and who speaks too much is not either")
  void boundedByAddress() {
    ByteBuffer hello = b.speak(seconds(0)).get(0);

    Optional<Refusal> stranger = a.hear(Speaker.address("192.0.2.99"), hello, seconds(0));
    ByteBuffer noise = ByteBuffer.allocate(200).putInt(0, 0x64697264);
    IntStream.range(0, 50_000).forEach(i -> a.hear(b.address, noise, seconds(0)));

    assertEquals(Optional.of(Refusal.UNKNOWN_SENDER), stranger);
    assertEquals(
        Map.of(Refusal.UNKNOWN_SENDER, 1L, Refusal.WRONG_KEY, 2000L, Refusal.FLOOD, 48_000L),
        a.neighbourhood().refused());
  }

  @Test
  @DisplayName("100,000 forged and garbled datagrams change nothing but counters")
  void mutations() {
    List<ByteBuffer> genuine = talk(0, 5);
    genuine.addAll(b.speak(seconds(5)));
    Portrait before = other(a);
    long refusedBefore = refusedInAll();
    Random dice = new Random(20261122);

    for (int i = 0; i < 100_000; i++) {
      ByteBuffer mutant = mutated(genuine.get(dice.nextInt(genuine.size())), dice);
      Duration now = seconds(5).plusMillis(i);
      Optional<Refusal> refusal = a.hear(b.address, mutant, now);
      assertTrue(refusal.isPresent(), "a mutation passed");
    }

    assertEquals(before.standing(), other(a).standing());
    assertEquals(before.heard(), other(a).heard());
    assertEquals(before.clock(), other(a).clock());
    assertEquals(100_000, refusedInAll() - refusedBefore);
  }

  private long refusedInAll() {
    return a.neighbourhood().refused().values().stream().mapToLong(Long::longValue).sum();
  }

  private static ByteBuffer mutated(ByteBuffer genuine, Random dice) {
    byte[] bytes = new byte[genuine.remaining()];
    genuine.duplicate().get(bytes);
    if (dice.nextInt(8) == 0) {
      return ByteBuffer.wrap(bytes, 0, dice.nextInt(bytes.length));
    }
    // An odd number of flips leaves nothing as it was.
    for (int i = 2 * dice.nextInt(3); i >= 0; i--) {
      bytes[dice.nextInt(bytes.length)] ^= (byte) (1 << dice.nextInt(8));
    }
    return ByteBuffer.wrap(bytes);
  }

  @Test
  @DisplayName(
      "authentic nonsense changes nothing either: echoes of what we never said, parts of nobody")
  void authenticNonsense() {
    talk(0, 5);
    Portrait before = other(a);
    Heartbeat lies =
        new Heartbeat(
            seconds(1),
            Instant.EPOCH,
            1,
            "director-b",
            "0.1.0",
            Instant.EPOCH,
            0,
            List.of(new Heartbeat.Echo(1, 1_000_000, Duration.ZERO, 1)));

    List<Optional<Refusal>> outcomes =
        Stream.of(
                new Datagram(77, 1, lies),
                new Datagram(2, 1_000_000, new Part(9, 0, 1, ByteBuffer.wrap(new byte[] {1}))),
                new Datagram(78, 5, new Part(9, 0, 1, ByteBuffer.wrap(new byte[] {1}))))
            .map(it -> a.hear(b.address, b.signed(it), seconds(6)))
            .toList();

    assertEquals(
        List.of(
            Optional.of(Refusal.GARBLED),
            Optional.of(Refusal.GARBLED),
            Optional.of(Refusal.UNINTRODUCED)),
        outcomes);
    assertEquals(before, other(a));
  }

  @Test
  @DisplayName("a message of a later version is passed over, and a later form is told of")
  void later() {
    talk(0, 5);

    Optional<Refusal> type =
        a.hear(b.address, b.signed(new Datagram(2, 5000, new Message.Unknown(9))), seconds(5));
    ByteBuffer unsigned = DatagramCodec.encode(new Datagram(2, 5001, new Message.Unknown(1)));
    ByteBuffer form =
        new PeerKeys(
                new PeerConfig(
                    Speaker.KEY,
                    Optional.empty(),
                    new PeerConfig.Unicast(List.of(a.address)),
                    8847,
                    Optional.empty(),
                    seconds(1)))
            .sign(unsigned.put(4, (byte) 2));
    Optional<Refusal> other = a.hear(b.address, form, seconds(5));
    a.speak(seconds(6));

    assertEquals(Optional.empty(), type);
    assertEquals(Optional.of(Refusal.OTHER_FORM), other);
    assertEquals(
        List.of(
            "director-b (192.0.2.12) speaks a form of this protocol that this directord does not"
                + " know: upgrade the older of the two"),
        sentences(a));
  }

  @Test
  @DisplayName("other terms do not lose whom they have in common")
  void reload() {
    talk(0, 3);

    a.neighbourhood()
        .follow(
            new Terms(List.of(Speaker.address("192.0.2.13"), b.address), seconds(2)),
            a.at(seconds(3)));

    List<Portrait> both = a.neighbourhood().portraits();
    assertEquals(
        List.of(Hearing.HEARD, Hearing.UNHEARD), both.stream().map(Portrait::hearing).toList());
    assertEquals(Optional.of(BACKUP), both.get(0).standing());
  }

  @Test
  @DisplayName(
      "in a group whoever has the key is heard, by eight at most, and one session at one address")
  void group() {
    Speaker grouped = new Speaker(1, A, MASTER, seconds(0));
    Speaker member = new Speaker(2, B, BACKUP, seconds(0), A);
    for (int i = 0; i < 3; i++) {
      second(grouped, member, seconds(i));
    }

    ByteBuffer again = member.speak(seconds(4)).get(0);
    Optional<Refusal> elsewhere = grouped.hear(Speaker.address("192.0.2.66"), again, seconds(4));
    Optional<Refusal> here = grouped.hear(member.address, again, seconds(4));
    for (int i = 0; i < 20; i++) {
      Speaker one = new Speaker(100 + i, "192.0.2." + (100 + i), BACKUP, seconds(4), A);
      one.speak(seconds(4)).forEach(bytes -> grouped.hear(one.address, bytes, seconds(4)));
    }

    assertEquals(Optional.empty(), elsewhere);
    assertEquals(Optional.of(Refusal.REPLAYED), here);
    assertTrue(grouped.neighbourhood().portraits().size() <= 8);
    assertEquals(Hearing.HEARD, grouped.neighbourhood().portraits().get(0).hearing());
  }

  @Test
  @DisplayName("a group without anybody is a problem after five seconds")
  void emptyGroup() {
    Speaker grouped = new Speaker(1, A, MASTER, seconds(0));

    assertEquals(List.of(), grouped.neighbourhood().problems(grouped.at(seconds(5))));
    assertEquals(
        List.of("no other director is heard in the group of peer.multicast"),
        grouped.neighbourhood().problems(grouped.at(seconds(6))));
  }

  @Test
  @DisplayName("an account of thousands of services and servers comes across whole")
  void large() {
    Account large = LargeAccounts.atTheLimits();
    b.standing = standing("director-b", large);

    talk(0, 3);

    assertEquals(Optional.of(b.standing), other(a).standing());
  }
}
