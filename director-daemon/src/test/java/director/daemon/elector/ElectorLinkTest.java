// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.DirectorLog;
import director.daemon.FakeElector;
import director.daemon.Waiting;
import director.daemon.orders.state.StandingOrder;
import director.vrrp.ElectionListener.Change;
import director.vrrp.HandoverOutcome;
import director.vrrp.HandoverOutcome.Result;
import director.vrrp.InstanceStatus;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElectorLinkTest {
  private static final Orders PHOTOS = Orders.of(List.of(Messages.PHOTOS));

  @TempDir Path directory;

  private final Heard heard = new Heard();
  private final AtomicInteger starts = new AtomicInteger();
  private final List<AutoCloseable> opened = new ArrayList<>();

  /** What the link tells, in order, a line each; values as they are. */
  private static final class Heard implements ElectorLink.Listener {
    private final List<Object> all = new CopyOnWriteArrayList<>();

    @Override
    public void connected(long pid, String version) {
      all.add("connected to " + pid + " of " + version);
    }

    @Override
    public void changed(Change change) {
      all.add(change);
    }

    @Override
    public void standing(
        List<InstanceStatus> instances,
        Optional<List<StandingOrder>> orders,
        Optional<String> problem) {
      all.add(instances);
      orders.ifPresent(all::add);
      problem.ifPresent(all::add);
    }

    @Override
    public void lost(String reason) {
      all.add("lost: " + reason);
    }

    List<Object> all() {
      return List.copyOf(all);
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  @DisplayName("brings what the elector says to the listener, in its order and whole")
  void listens() throws Exception {
    FakeElector elector =
        opened(
            FakeElector.at(
                socket(), Messages.HELLO_JSON, Messages.CHANGED_JSON, Messages.STANDING_JSON));

    open();

    awaitHeard(
        "connected to 4711 of 0.1.0",
        Messages.CHANGE,
        List.of(Messages.MASTER, Messages.SILENT),
        List.of(Messages.STANDING_BY));
    assertEquals(1, elector.connections());
    assertEquals(0, starts.get());
  }

  @Test
  @DisplayName("orders from before the connection are given with it, and later ones at once")
  void orders() throws Exception {
    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));
    ElectorLink link = link(() -> false);
    link.order(PHOTOS);

    link.open();
    Waiting.untilEquals(List.of(Messages.ORDER_JSON), elector::heard);
    link.order(Messages.NOTHING);

    Waiting.untilEquals(List.of(Messages.ORDER_JSON, Messages.NO_ORDER_JSON), elector::heard);
  }

  @Test
  @DisplayName(
      "when the line breaks, that is told, and a new line gets the last orders, no older ones")
  void reconnects() throws Exception {
    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));
    ElectorLink link = open();
    awaitHeard("connected to 4711 of 0.1.0");
    link.order(Messages.NOTHING);
    Waiting.untilEquals(1, () -> elector.heard().size());
    link.order(PHOTOS);
    Waiting.untilEquals(2, () -> elector.heard().size());

    elector.hangUp();
    Waiting.untilEquals(3, () -> elector.heard().size());

    assertEquals(
        List.of(Messages.NO_ORDER_JSON, Messages.ORDER_JSON, Messages.ORDER_JSON), elector.heard());
    awaitHeard(
        "connected to 4711 of 0.1.0",
        "lost: the elector is gone: it closed the line",
        "connected to 4711 of 0.1.0");
  }

  @Test
  @DisplayName("orders given while there is no line are not lost")
  void ordersWithoutLine() throws Exception {
    FakeElector first = opened(FakeElector.at(socket(), Messages.HELLO_JSON));
    ElectorLink link = open();
    awaitHeard("connected to 4711 of 0.1.0");
    first.close();
    Waiting.until(() -> heard.all().size() >= 2, heard::all);

    link.order(PHOTOS);
    FakeElector second = opened(FakeElector.at(socket(), Messages.HELLO_JSON));

    Waiting.untilEquals(List.of(Messages.ORDER_JSON), second::heard);
    assertTrue(
        heard.all().stream().noneMatch(l -> l.toString().contains("cannot write")),
        heard.all().toString());
  }

  @Test
  @DisplayName("starts an elector when nobody answers, and connects to it")
  void starts() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    ElectorLink link =
        link(
            () -> {
              if (starts.getAndIncrement() > 0) {
                return false;
              }
              started.countDown();
              return true;
            });
    link.order(PHOTOS);

    link.open();
    Waiting.forLatch(started);
    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));

    Waiting.untilEquals(List.of(Messages.ORDER_JSON), elector::heard);
    awaitHeard(
        "lost: no elector answered at " + socket() + ": started one", "connected to 4711 of 0.1.0");
  }

  @Test
  @DisplayName("a socket that a killed elector left behind counts as nobody")
  void deadSocket() throws Exception {
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket()));
    }
    CountDownLatch started = new CountDownLatch(1);

    link(() -> {
          started.countDown();
          return false;
        })
        .open();

    Waiting.forLatch(started);
    assertTrue(Files.exists(socket()));
  }

  @Test
  @DisplayName("an elector that is somebody else's to start is waited for; that is told once")
  void waits() throws Exception {
    Semaphore pauses = new Semaphore(0);
    ElectorLink link = opened(new ElectorLink(socket(), () -> false, heard, d -> rest(pauses)));

    link.open();
    Waiting.until(() -> pauses.availablePermits() > 20, () -> pauses);

    assertEquals(
        List.of("lost: no elector answers at " + socket() + ": No such file or directory"),
        heard.all());
  }

  @Test
  @DisplayName("an elector that cannot be started is told once, and tried again")
  void cannotStart() throws Exception {
    Semaphore pauses = new Semaphore(0);
    ElectorLink link =
        opened(
            new ElectorLink(
                socket(),
                () -> {
                  starts.incrementAndGet();
                  throw new IOException("no such program: setsid");
                },
                heard,
                d -> rest(pauses)));

    link.open();
    Waiting.until(() -> starts.get() > 3, () -> starts);

    assertEquals(List.of("lost: cannot start the elector: no such program: setsid"), heard.all());
  }

  @Test
  @DisplayName("nobody there: the pauses grow to a second, and no further")
  void pausesGrow() throws Exception {
    List<Long> millis = new CopyOnWriteArrayList<>();
    ElectorLink link =
        opened(
            new ElectorLink(
                socket(),
                () -> false,
                heard,
                duration -> {
                  millis.add(duration.toMillis());
                  Thread.sleep(1);
                }));

    link.open();
    Waiting.until(() -> millis.size() >= 7, () -> millis);

    assertEquals(
        List.of(100L, 200L, 400L, 800L, 1000L, 1000L, 1000L), List.copyOf(millis).subList(0, 7));
  }

  @Test
  @DisplayName("an elector that closes every line at once is not asked more often than a dead one")
  void hangsUp() throws Exception {
    opened(FakeElector.thatHangsUpAt(socket(), Messages.HELLO_JSON));
    List<Long> millis = new CopyOnWriteArrayList<>();
    ElectorLink link =
        opened(
            new ElectorLink(
                socket(),
                () -> {
                  starts.incrementAndGet();
                  return true;
                },
                heard,
                duration -> {
                  millis.add(duration.toMillis());
                  Thread.sleep(1);
                }));
    link.order(PHOTOS);

    link.open();
    Waiting.until(() -> millis.size() >= 7, () -> millis);

    assertEquals(
        List.of(100L, 200L, 400L, 800L, 1000L, 1000L, 1000L), List.copyOf(millis).subList(0, 7));
    assertEquals(0, starts.get());
  }

  @Test
  @DisplayName("an elector that worked is missed badly: the first pause after it is short again")
  void pausesShrink() throws Exception {
    FakeElector elector =
        opened(FakeElector.at(socket(), Messages.HELLO_JSON, Messages.STANDING_JSON));
    List<Long> millis = new CopyOnWriteArrayList<>();
    ElectorLink link =
        opened(
            new ElectorLink(
                socket(),
                () -> false,
                heard,
                duration -> {
                  millis.add(duration.toMillis());
                  Thread.sleep(1);
                }));
    link.open();
    Waiting.untilEquals(3, () -> heard.all().size());

    elector.close();
    Waiting.until(() -> millis.size() >= 3, () -> millis);

    assertEquals(List.of(50L, 100L, 200L), List.copyOf(millis).subList(0, 3));
  }

  @Test
  @DisplayName("a line that is no message breaks the connection, with its reason, and not the link")
  void wrongLine() throws Exception {
    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));
    open();
    awaitHeard("connected to 4711 of 0.1.0");

    elector.say("{\"say\":\"standing\"}");

    awaitHeard(
        "connected to 4711 of 0.1.0",
        "lost: the elector is gone: not a message: Standing.instances is missing",
        "connected to 4711 of 0.1.0");
    assertEquals(2, elector.connections());
  }

  @Test
  @DisplayName("half a line before the end is no message")
  void halfLine() throws Exception {
    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));
    open();
    awaitHeard("connected to 4711 of 0.1.0");

    elector.sayPartOf("{\"say\":\"stan");
    elector.hangUp();

    awaitHeard(
        "connected to 4711 of 0.1.0",
        "lost: the elector is gone: it closed the line",
        "connected to 4711 of 0.1.0");
  }

  @Test
  @DisplayName("a stop is the last that the elector hears; its end is no loss; it is not replaced")
  void stops() throws Exception {
    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));
    Semaphore pauses = new Semaphore(0);
    ElectorLink link =
        opened(
            new ElectorLink(
                socket(),
                () -> {
                  starts.incrementAndGet();
                  return true;
                },
                heard,
                d -> rest(pauses)));
    link.order(PHOTOS);
    link.open();
    Waiting.untilEquals(1, () -> elector.heard().size());

    link.stop("the director was stopped");
    Waiting.untilEquals(2, () -> elector.heard().size());
    elector.close();
    Waiting.until(() -> pauses.availablePermits() > 20, () -> pauses);

    assertEquals(List.of(Messages.ORDER_JSON, Messages.STOP_JSON), elector.heard());
    assertEquals(List.of("connected to 4711 of 0.1.0"), heard.all());
    assertEquals(0, starts.get());
  }

  @Test
  @DisplayName("an elector that was starting when the stop was said hears it, and no order")
  void stopsTheLate() throws Exception {
    ElectorLink link = open();
    link.order(PHOTOS);
    link.stop("the director was stopped");

    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));

    Waiting.untilEquals(List.of(Messages.STOP_JSON), elector::heard);
  }

  @Test
  @DisplayName("an elector that is stopped and reads nothing holds up nobody who gives orders")
  void deafElector() throws Exception {
    try (var deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      deaf.bind(UnixDomainSocketAddress.of(socket()));
      ElectorLink link = open();
      SocketChannel line = deaf.accept();
      line.write(StandardCharsets.UTF_8.encode(Messages.HELLO_JSON + "\n"));
      awaitHeard("connected to 4711 of 0.1.0");

      // Each is larger than what a socket takes in at once.
      for (int i = 0; i < 50; i++) {
        link.order(large(i));
      }

      List<String> names = orderedNames(line);
      assertEquals("photos-49-0", names.get(names.size() - 1));
      assertTrue(names.size() < 50, names.toString());
    }
  }

  /** An order of some 700 kB. */
  private static Orders large(int number) {
    List<InstanceOrders> all = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      all.add(
          InstanceOrders.of(
              "photos-" + number + "-" + i,
              "eth0",
              51,
              Messages.PHOTOS.router(),
              Messages.PHOTOS.addresses()));
    }
    return Orders.of(all);
  }

  /** The first names of all orders that arrive, to the last order given. */
  private static List<String> orderedNames(SocketChannel line) throws IOException {
    LineChannel in = new LineChannel(line);
    List<String> names = new ArrayList<>();
    while (names.isEmpty() || !names.get(names.size() - 1).equals("photos-49-0")) {
      String name = in.read().split("\"name\":\"", 2)[1];
      names.add(name.substring(0, name.indexOf('"')));
    }
    in.close();
    return names;
  }

  @Test
  @DisplayName(
      "what tracking says is repeated on each new line, before the orders; so is a standby, to"
          + " electors that do not keep it")
  void repeats() throws Exception {
    FakeElector elector = opened(FakeElector.at(socket(), Messages.FORGETFUL_HELLO_JSON));
    ElectorLink link = open();
    awaitHeard("connected to 4711 of 0.1.0");
    link.order(PHOTOS);
    link.adjust(Map.of());
    link.adjust(Map.of("photos", Messages.SLOWER));
    var unused = link.standby(Messages.PASSING);
    Waiting.until(() -> elector.heard().contains(Messages.PASSING_JSON), elector::heard);
    int before = elector.heard().size();

    elector.hangUp();
    Waiting.untilEquals(before + 3, () -> elector.heard().size());

    assertEquals(
        List.of(
            Messages.PASSING_JSON.replace(":1,", ":0,"), Messages.ADJUST_JSON, Messages.ORDER_JSON),
        elector.heard().subList(before, before + 3));
  }

  @Test
  @DisplayName("one that keeps standby itself is not told again: it may have ended meanwhile")
  void keepsItself() throws Exception {
    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));
    ElectorLink link = open();
    awaitHeard("connected to 4711 of 0.1.0");
    link.order(PHOTOS);
    var unused = link.standby(Messages.STANDING_BY);
    Waiting.until(() -> elector.heard().contains(Messages.STANDBY_JSON), elector::heard);
    int before = elector.heard().size();

    elector.hangUp();
    Waiting.until(() -> elector.heard().size() > before, elector::heard);

    assertEquals(
        List.of(Messages.ORDER_JSON), elector.heard().subList(before, elector.heard().size()));
  }

  @Test
  @DisplayName("what ends by itself or is to persist is refused where the elector keeps nothing")
  void forgetful() throws Exception {
    FakeElector elector = opened(FakeElector.at(socket(), Messages.FORGETFUL_HELLO_JSON));
    ElectorLink link = open();
    awaitHeard("connected to 4711 of 0.1.0");

    HandoverOutcome standby = link.standby(Messages.STANDING_BY).toCompletableFuture().join();
    HandoverOutcome handover = link.handOver(Messages.HANDED_OVER).toCompletableFuture().join();

    HandoverOutcome tooOld =
        new HandoverOutcome(
            Result.REFUSED,
            "the elector (0.1.0, pid 4711) is of an older version that cannot do this: restart it");
    assertEquals(List.of(tooOld, tooOld), List.of(standby, handover));
    assertEquals(List.of(), elector.heard());
  }

  @Test
  @DisplayName("a wish is answered by the elector, by its number; another answer is passed over")
  void asks() throws Exception {
    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));
    ElectorLink link = open();
    awaitHeard("connected to 4711 of 0.1.0");

    var outcome = link.handOver(Messages.HANDED_OVER).toCompletableFuture();
    Waiting.untilEquals(List.of(Messages.HAND_OVER_JSON), elector::heard);
    elector.say(Messages.ANSWER_JSON.replace(":1,", ":99,").replace("DONE", "KEPT"));
    elector.say(Messages.ANSWER_JSON);

    assertEquals(new HandoverOutcome(Result.DONE, "192.0.2.2 is MASTER"), outcome.join());
  }

  @Test
  @DisplayName("a wish is refused without an elector, by one of old, and when it goes away")
  void refuses() throws Exception {
    ElectorLink link = open();
    HandoverOutcome alone = link.handOver(Messages.HANDED_OVER).toCompletableFuture().join();
    FakeElector old = opened(FakeElector.at(socket(), Messages.OLD_HELLO_JSON));
    link.adjust(Map.of("photos", Messages.SLOWER));
    link.order(PHOTOS);
    Waiting.untilEquals(List.of(Messages.ORDER_JSON), old::heard);
    HandoverOutcome tooOld = link.standby(Messages.STANDING_BY).toCompletableFuture().join();
    old.close();
    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));
    Waiting.until(() -> elector.heard().contains(Messages.ORDER_JSON), elector::heard);
    var unanswered = link.handOver(Messages.HANDED_OVER).toCompletableFuture();
    elector.hangUp();

    assertEquals(new HandoverOutcome(Result.REFUSED, "there is no elector to ask"), alone);
    assertEquals(
        new HandoverOutcome(
            Result.REFUSED,
            "the elector (0.1.0, pid 4711) is of an older version that cannot do this: restart it"),
        tooOld);
    assertEquals(
        new HandoverOutcome(Result.REFUSED, "the elector went away before it answered"),
        unanswered.join());
  }

  @Test
  @DisplayName("a message that only a newer elector knows is passed over, and told once")
  void newerElector() throws Exception {
    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));
    try (DirectorLog log = new DirectorLog("director")) {
      open();
      awaitHeard("connected to 4711 of 0.1.0");

      elector.say("{\"say\":\"dance\",\"steps\":[1,2]}");
      elector.say("{\"say\":\"dance\",\"steps\":[1,2]}");
      elector.say(Messages.CHANGED_JSON);

      awaitHeard("connected to 4711 of 0.1.0", Messages.CHANGE);
      assertEquals(
          List.of("WARN the elector says dance, which is passed over: is it newer than we?"),
          log.lines());
    }
  }

  @Test
  @DisplayName("closing leaves the elector alone: it hears an end and no stop")
  void closes() throws Exception {
    FakeElector elector = opened(FakeElector.at(socket(), Messages.HELLO_JSON));
    ElectorLink link = open();
    link.order(PHOTOS);
    Waiting.untilEquals(1, () -> elector.heard().size());

    link.close();
    Waiting.untilEquals(1, elector::ends);
    Waiting.until(() -> !linkRuns(), () -> "the link's thread goes on");

    assertEquals(List.of(Messages.ORDER_JSON), elector.heard());
    assertEquals(List.of("connected to 4711 of 0.1.0"), heard.all());
    assertEquals(1, elector.connections());
  }

  private static void rest(Semaphore pauses) throws InterruptedException {
    pauses.release();
    Thread.sleep(1);
  }

  private static boolean linkRuns() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("elector-link"));
  }

  private ElectorLink open() {
    ElectorLink link =
        link(
            () -> {
              starts.incrementAndGet();
              return true;
            });
    link.open();
    return link;
  }

  /** Without real pauses. */
  private ElectorLink link(ElectorLink.Starter starter) {
    return opened(
        new ElectorLink(
            socket(), starter, heard, duration -> Thread.sleep(Duration.ofMillis(1).toMillis())));
  }

  private void awaitHeard(Object... expected) {
    Waiting.untilEquals(List.of(expected), heard::all);
  }

  private <T extends AutoCloseable> T opened(T each) {
    // The link before the elector, so that it does not miss it.
    opened.add(0, each);
    return each;
  }

  private Path socket() {
    return directory.resolve("elector.sock");
  }
}
