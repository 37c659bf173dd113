// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Waiting;
import director.daemon.config.ConfigLoader;
import director.daemon.config.ConfigRejectedException;
import director.daemon.config.DirectorConfig;
import director.daemon.config.PeerConfig;
import director.daemon.control.PeerReport;
import director.daemon.control.PeerReport.Hearing;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.peer.packet.Account;
import director.daemon.peer.state.Accounts;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two directors who speak over UDP, by 127.0.0.1 and 127.0.0.2. */
class PeerViewTest {
  private static final String KEY = "0123456789abcdef";

  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private final PeerView a = new PeerView(events::add);
  private final PeerView b =
      new PeerView(
          EventSink.NOBODY, InstantSource.offset(InstantSource.system(), Duration.ofSeconds(-3)));
  private int port;

  @BeforeEach
  void freePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private DirectorConfig config(String name, String keys) throws ConfigRejectedException {
    String own = name.equals("director-a") ? "127.0.0.1" : "127.0.0.2";
    String other = name.equals("director-a") ? "127.0.0.2" : "127.0.0.1";
    return ConfigLoader.parse(
        """
        director.name = %s
        services.photos-https {
          virtual = "203.0.113.10:443", check.type = tcp, real-servers.r1.address = "10.0.0.11"
        }
        peer {
          %s, addresses = ["%s"], source = "%s", port = %d, interval = 200ms
        }
        """
            .formatted(name, keys, other, own, port),
        Path.of("director.conf"));
  }

  private Snapshot snapshot(DirectorConfig config, String state) {
    return new Snapshot(
        "0.1.0",
        Accounts.STARTED,
        config,
        List.of(new Account.Instance("photos", state, 100, "", 0)),
        List.of(new Account.Service("photos-https", 1, 1, true, 0)),
        List.of(Accounts.server("r1", "DOWN", Accounts.SINCE, "no answer", "")),
        true);
  }

  private void start(PeerView view, DirectorConfig config, String state) {
    view.follow(config.peer(), Set.of());
    view.tell(snapshot(config, state));
  }

  private static Optional<PeerReport.Director> other(PeerView view) {
    return Optional.ofNullable(view.report()).flatMap(it -> it.directors().stream().findFirst());
  }

  private static Hearing hearing(PeerView view) {
    return other(view).map(PeerReport.Director::state).orElse(Hearing.UNHEARD);
  }

  @Test
  @DisplayName("see each other side by side, and what differs, and that the clocks do")
  void sideBySide() throws Exception {
    start(a, config("director-a", "key = " + KEY), "MASTER");
    start(b, config("director-b", "key = " + KEY), "MASTER");

    Waiting.until(
        () -> other(a).map(it -> it.differences().size() == 2).orElse(false), () -> other(a));

    PeerReport.Director seen = other(a).orElseThrow();
    assertEquals("director-b", seen.name());
    assertEquals("127.0.0.2", seen.address());
    assertEquals("0.1.0", seen.version());
    assertEquals(Objects.requireNonNull(a.report()).configHash(), seen.configHash());
    assertEquals(1, seen.instances().size());
    assertEquals(
        new PeerReport.Service(
            "photos-https", new PeerReport.Health(1, 1), new PeerReport.Health(1, 1)),
        seen.services().get(0));
    assertEquals(
        List.of("clock", "vip:photos"),
        seen.differences().stream().map(PeerReport.Difference::about).sorted().toList());
    assertTrue(
        seen.differences().toString().contains("is 3.0 s behind ours"),
        seen.differences().toString());
    assertEquals(Set.of("photos-https/r1"), a.interests());
    Waiting.until(() -> hearing(b) == Hearing.HEARD, () -> other(b));
    assertEquals("peer:director-b", events.iterator().next().target().toString());
  }

  @Test
  @DisplayName(
      "a key of another director is told of; a second key is what changes keys without a gap")
  void keys() throws Exception {
    start(a, config("director-a", "key = " + KEY), "MASTER");
    start(b, config("director-b", "key = another-key-0123"), "BACKUP");

    Waiting.until(() -> refused(a).getOrDefault("WRONG_KEY", 0L) > 2, () -> refused(a));
    assertEquals(Hearing.UNHEARD, hearing(a));

    a.follow(
        config("director-a", "key = " + KEY + ", other-key = another-key-0123").peer(), Set.of());
    b.follow(config("director-b", "key = another-key-0123, other-key = " + KEY).peer(), Set.of());

    Waiting.until(() -> hearing(a) == Hearing.HEARD, () -> a.report());
    Waiting.until(() -> hearing(b) == Hearing.HEARD, () -> b.report());
  }

  private static Map<String, Long> refused(PeerView view) {
    return Optional.ofNullable(view.report()).map(it -> Map.copyOf(it.refused())).orElse(Map.of());
  }

  @Test
  @DisplayName("who ends is lost, who starts again is heard again, and events tell both")
  void lostAndFound() throws Exception {
    DirectorConfig second = config("director-b", "key = " + KEY);
    start(a, config("director-a", "key = " + KEY), "MASTER");
    start(b, second, "BACKUP");
    Waiting.until(() -> hearing(a) == Hearing.HEARD, () -> other(a));

    b.close();
    Waiting.until(() -> hearing(a) == Hearing.LOST, () -> other(a));
    assertNull(b.report());
    start(b, second, "BACKUP");
    Waiting.until(() -> hearing(a) == Hearing.HEARD, () -> other(a));

    assertEquals(
        List.of("HEARD", "LOST", "HEARD"),
        events.stream()
            .map(Event::to)
            .filter(to -> to.matches("HEARD|LOST"))
            .collect(Collectors.toList()));
  }

  @Test
  @DisplayName(
      "noise, and a flood of it from the address of the other, keep nobody from being heard")
  void noise() throws Exception {
    start(a, config("director-a", "key = " + KEY), "MASTER");
    start(b, config("director-b", "key = " + KEY), "BACKUP");
    Waiting.until(() -> hearing(a) == Hearing.HEARD, () -> other(a));

    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0))) {
      byte[] bytes = new byte[1400];
      for (int length = 0; length < 1400; length++) {
        socket.send(new DatagramPacket(bytes, length, InetAddress.getByName("127.0.0.1"), port));
      }
    }
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.3", 0))) {
      socket.send(new DatagramPacket(new byte[100], 100, InetAddress.getByName("127.0.0.1"), port));
    }

    Waiting.until(() -> refused(a).containsKey("UNKNOWN_SENDER"), () -> refused(a));
    assertTrue(
        refused(a).keySet().containsAll(List.of("TOO_SHORT", "TOO_LONG", "NOT_OURS")),
        refused(a).toString());
    assertEquals(Hearing.HEARD, hearing(a));
  }

  @Test
  @DisplayName("another port is taken at once on a reload, and given back, and nobody is forgotten")
  void otherPort() throws Exception {
    DirectorConfig first = config("director-a", "key = " + KEY);
    start(a, first, "MASTER");
    start(b, config("director-b", "key = " + KEY), "BACKUP");
    Waiting.until(() -> hearing(a) == Hearing.HEARD, () -> other(a));
    Instant heard = Objects.requireNonNull(other(a).orElseThrow().started());

    a.follow(first.peer().map(it -> otherSource(it)), Set.of());
    Waiting.until(() -> !transport(a).isEmpty(), () -> a.report());
    a.follow(first.peer(), Set.of());
    Waiting.until(() -> hearing(b) == Hearing.HEARD, () -> b.report());

    assertEquals(List.of(), a.problems().stream().filter(it -> it.contains("listen")).toList());
    assertEquals(heard, other(a).orElseThrow().started());
  }

  private static PeerConfig otherSource(PeerConfig it) {
    return new PeerConfig(
        it.key(), it.otherKey(), it.way(), it.port(), Optional.empty(), it.interval());
  }

  private static String transport(PeerView view) {
    return Optional.ofNullable(view.report()).map(PeerReport::transport).orElse("");
  }

  @Test
  @DisplayName("an address that is not there yet is tried again, and said to be missing meanwhile")
  void noAddress() throws Exception {
    DirectorConfig elsewhere =
        ConfigLoader.parse(
            """
            services.a { virtual = "203.0.113.10:443", check = none, real-servers.r1.address = "10.0.0.1" }
            peer { key = %s, source = "192.0.2.251", addresses = ["192.0.2.252"] }
            """
                .formatted(KEY),
            Path.of("director.conf"));

    start(a, elsewhere, "MASTER");

    Waiting.untilEquals(
        List.of("peer: cannot listen at 192.0.2.251 port 8847: Cannot assign requested address"),
        a::problems);
  }

  @Test
  @DisplayName("a group needs its interface")
  void noInterface() throws Exception {
    DirectorConfig elsewhere =
        ConfigLoader.parse(
            """
            services.a { virtual = "203.0.113.10:443", check = none, real-servers.r1.address = "10.0.0.1" }
            peer { key = %s, multicast { interface = nosuch0 } }
            """
                .formatted(KEY),
            Path.of("director.conf"));

    start(a, elsewhere, "MASTER");

    Waiting.untilEquals(List.of("peer: there is no interface nosuch0"), a::problems);
    assertEquals(
        "multicast 239.255.88.47 on nosuch0 port 8847",
        Objects.requireNonNull(a.report()).transport());
  }
}
