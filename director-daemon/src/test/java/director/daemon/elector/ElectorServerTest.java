// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.DirectorLog;
import director.daemon.Waiting;
import director.daemon.orders.state.Moment;
import director.daemon.orders.state.StandingOrder;
import director.vrrp.Elector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real elector behind a real socket. Its one virtual router is on an interface that no host has,
 * so that it stands in FAULT and needs no privilege.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ElectorServerTest {
  private static final String ORDER = Messages.ORDER_JSON.replace("\"eth0\"", "\"nosuchif0\"");
  private static final String NO_ORDER = Messages.NO_ORDER_JSON;

  @TempDir Path directory;

  private final DirectorLog log = new DirectorLog("elector");
  private final List<AutoCloseable> opened = new ArrayList<>();
  private ElectorServer server;
  private Elector elector;
  private Thread loop;

  /** The director's end, with nothing between the test and the wire. */
  private static final class RawDirector implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader in;

    RawDirector(Path socket) throws IOException {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      in =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    void say(String line) throws IOException {
      channel.write(StandardCharsets.UTF_8.encode(line + "\n"));
    }

    /** The next line that contains all of {@code words}; null at the end. */
    String next(String... words) throws IOException {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (List.of(words).stream().allMatch(line::contains)) {
          return line;
        }
      }
      return null;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private volatile Moment now = Messages.GIVEN;

  @BeforeEach
  void serve() throws Exception {
    server = ElectorServer.open(socket(), "0.1.0-test", new LastOrders(directory), roles());
    elector = Elector.open(server);
    server.serve(elector);
    loop = new Thread(elector, "elector");
    loop.setDaemon(true);
    loop.start();
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    elector.stop("the test is over");
    loop.join();
    server.close();
    log.close();
  }

  @Test
  @DisplayName("the socket is for its owner only")
  void mode() throws IOException {
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
  }

  @Test
  @DisplayName("says who it is to whoever connects")
  void hello() throws IOException {
    assertEquals(
        ("{\"say\":\"hello\",\"pid\":%d,\"version\":\"0.1.0-test\","
                + "\"hears\":[\"adjust\",\"hand-over\",\"order\",\"standby\",\"stop\"],"
                + "\"keepsOrders\":true}")
            .formatted(ProcessHandle.current().pid()),
        connect().next("\"say\":\"hello\""));
  }

  @Test
  @DisplayName("obeys an order, keeps it on disk, and tells how it stands")
  void obeys() throws IOException {
    RawDirector director = connect();

    director.say(ORDER);
    String standing = director.next("\"standing\"", "\"photos\"");

    assertTrue(
        standing.startsWith(
            "{\"say\":\"standing\",\"instances\":[{\"name\":\"photos\","
                + "\"interfaceName\":\"nosuchif0\",\"virtualRouterId\":51,\"version\":3,"
                + "\"state\":\"FAULT\",\"priority\":150,\"configuredPriority\":150,"),
        standing);
    Waiting.untilEquals(ORDER, this::onDisk);
  }

  @Test
  @DisplayName("a change is told to the director and logged with its reason")
  void tellsChanges() throws IOException {
    RawDirector director = connect();

    director.say(ORDER);
    String change = director.next("\"changed\"");

    assertTrue(
        change.contains("\"instance\":\"photos\",\"from\":\"INIT\",\"to\":\"FAULT\""), change);
    Waiting.until(
        () -> log.lines().stream().anyMatch(l -> l.startsWith("INFO photos: INIT -> FAULT: ")),
        log::lines);
  }

  @Test
  @DisplayName("wishes are answered, each by its number")
  void answers() throws IOException {
    RawDirector director = connect();
    director.say(ORDER);

    director.say(Messages.HAND_OVER_JSON.replace(":1,", ":7,"));
    String handedOver = director.next("\"answer\"");
    director.say(Messages.STANDBY_JSON.replace(":1,", ":8,"));
    String standby = director.next("\"answer\"");

    assertTrue(
        handedOver.startsWith(
            "{\"say\":\"answer\",\"request\":7,\"outcome\":{\"result\":\"REFUSED\","),
        handedOver);
    assertEquals(
        "{\"say\":\"answer\",\"request\":8,\"outcome\":{\"result\":\"DONE\",\"sentence\":"
            + "\"all virtual routers hand over, and take over only what nobody else speaks"
            + " for\"}}",
        standby);
  }

  @Test
  @DisplayName("standby is told back and kept on disk, until it is ended")
  void keepsStandby() throws IOException {
    RawDirector director = connect();
    director.say(ORDER);

    director.say(Messages.STANDBY_JSON);
    String standing = director.next("\"standing\"", "\"withheld\":\"standby: ");
    List<StandingOrder> kept = roles().inForce();
    director.say("{\"say\":\"standby\",\"on\":false,\"reason\":\"done\",\"request\":2}");
    director.next("\"standing\"", "\"orders\":[]");

    assertTrue(standing.contains("\"withheld\":\"standby: repairs (by uid 0)\""), standing);
    assertTrue(
        standing.contains("\"verb\":\"STANDBY\",\"weight\":0,\"length\":\"PT30M\""), standing);
    assertEquals(List.of(Messages.STANDING_BY), kept);
    assertEquals(List.of(), roles().inForce());
  }

  @Test
  @DisplayName("standby ends when its time is over, without a director that says so")
  void endsByItself() throws IOException {
    RawDirector director = connect();
    director.say(ORDER);
    String brief = Messages.STANDBY_JSON.replace("PT30M", "PT0.3S");

    director.say(brief);
    director.next("\"standing\"", "\"STANDBY\"");
    now = new Moment(now.wall(), now.boot(), now.uptime().plusMillis(301));
    String change = director.next("\"changed\"", "resumes");

    assertTrue(
        change.contains(
            "resumes (standby: repairs (by uid 0)): its time is over: standby for 300ms"),
        change);
    assertEquals(List.of(), roles().inForce());
  }

  @Test
  @DisplayName("an orderly stop forgets what is not to persist, and keeps the rest")
  void stopForgets() throws Exception {
    RawDirector director = connect();
    director.say(ORDER);
    director.say(Messages.PASSING_JSON);
    director.next("\"standing\"", "\"STANDBY\"");
    List<StandingOrder> before = roles().inForce();

    director.say(Messages.STOP_JSON);
    loop.join();

    assertEquals(List.of(Messages.PASSING), before);
    assertEquals(List.of(), roles().inForce());
  }

  @Test
  @DisplayName("what tracking says reaches the elections")
  void adjusts() throws IOException {
    RawDirector director = connect();
    director.say(ORDER);

    director.say(Messages.ADJUST_JSON);

    assertTrue(
        director
            .next("\"standing\"", "\"script nginx exits 1: -20\"")
            .contains("\"adjustment\":{\"weight\":-20,"));
  }

  @Test
  @DisplayName("an order is the whole of what is wanted: what is not in it ends")
  void wholeOrders() throws IOException {
    RawDirector director = connect();
    director.say(ORDER);
    director.next("\"standing\"", "\"photos\"");

    director.say(NO_ORDER);

    assertEquals(
        "{\"say\":\"standing\",\"instances\":[],\"orders\":[],\"problem\":null}",
        director.next("{\"say\":\"standing\",\"instances\":[],"));
    Waiting.untilEquals(NO_ORDER, this::onDisk);
  }

  @Test
  @DisplayName("when the director goes, elections go on, and the next director finds them")
  void directorGoes() throws IOException {
    RawDirector first = connect();
    first.say(ORDER);
    first.next("\"standing\"", "\"photos\"");

    first.close();
    Waiting.until(
        () ->
            log.lines().contains("INFO the director is gone; elections go on with its last orders"),
        log::lines);
    String standing = connect().next("\"standing\"");

    assertTrue(standing.contains("\"photos\""), standing);
  }

  @Test
  @DisplayName("a new director takes the place of the old one")
  void secondDirector() throws IOException {
    RawDirector first = connect();
    first.next("\"hello\"");

    RawDirector second = connect();
    second.next("\"hello\"");
    second.say(ORDER);

    assertNull(first.next("no such line"));
    Waiting.until(
        () -> log.lines().contains("INFO another director has taken the place of the last"),
        log::lines);
    assertTrue(second.next("\"standing\"", "\"photos\"").contains("\"FAULT\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "null",
        "",
        "{\"say\":\"order\"}",
        "{\"say\":\"order\",\"orders\":{\"instances\":[null]}}",
        "{\"say\":\"order\",\"orders\":{\"instances\":[{\"name\":\"photos\"}]}}",
        "{\"say\":\"stop\"}",
        "{\"say\":\"order\",\"orders\":{\"instances\":[]}",
      })
  @DisplayName("a line that is no order breaks that line, and neither the elections nor the orders")
  void wrongLine(String line) throws IOException {
    RawDirector director = connect();
    director.say(ORDER);
    director.next("\"standing\"", "\"photos\"");
    Waiting.untilEquals(ORDER, this::onDisk);

    director.say(line);
    String end = director.next("no such line");

    assertNull(end);
    assertTrue(connect().next("\"standing\"").contains("\"photos\""));
    assertTrue(loop.isAlive());
    assertEquals(ORDER, onDisk());
    Waiting.until(
        () ->
            log.lines().stream()
                .anyMatch(
                    l ->
                        l.startsWith("WARN the line to the director broke: not a message: ")
                            && l.endsWith("; elections go on")),
        log::lines);
  }

  @Test
  @DisplayName("what only a newer director says is passed over and logged once; its orders count")
  void newerDirector() throws IOException {
    RawDirector director = connect();

    director.say("{\"say\":\"dance\"}");
    director.say("{\"say\":\"dance\"}");
    director.say(ORDER);

    assertTrue(director.next("\"standing\"", "\"photos\"").contains("\"FAULT\""));
    assertEquals(
        1,
        log.lines().stream()
            .filter(
                "WARN the director says dance, which is passed over: is it newer than we?"::equals)
            .count());
  }

  @Test
  @DisplayName("the orders on disk are for their owner only: they hold secrets")
  void secretOnDisk() throws IOException {
    RawDirector director = connect();

    director.say(ORDER);
    Waiting.untilEquals(ORDER, this::onDisk);

    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("elector-orders.json"))));
  }

  @Test
  @DisplayName("what the disk refuses is told, and the order is obeyed all the same")
  void fullDisk() throws IOException {
    Files.createDirectory(directory.resolve("elector-orders.json.new"));
    RawDirector director = connect();

    director.say(ORDER);
    String standing = director.next("\"standing\"", "\"photos\"");

    assertTrue(standing.contains("\"FAULT\""), standing);
    Waiting.until(
        () ->
            log.lines().stream()
                .anyMatch(
                    l ->
                        l.startsWith(
                            "ERROR cannot keep the last orders for an elector that restarts"
                                + " alone: ")),
        log::lines);
  }

  @Test
  @DisplayName(
      "a stop ends the elector and leaves no orders, but they are known until nothing is left of them")
  void stops() throws Exception {
    RawDirector director = connect();
    director.say(ORDER);
    director.next("\"standing\"", "\"photos\"");
    Waiting.untilEquals(ORDER, this::onDisk);

    director.say(Messages.STOP_JSON);
    loop.join();
    boolean orders = Files.exists(directory.resolve("elector-orders.json"));
    String known = Files.readString(before());
    boolean leftNothing = elector.leftNothing();
    server.ended();

    assertFalse(orders);
    assertEquals(ORDER, known);
    assertTrue(leftNothing);
    assertFalse(Files.exists(before()));
  }

  @Test
  @DisplayName("orders of before are forgotten when nothing of them is left")
  void settles() throws Exception {
    RawDirector director = connect();
    director.say(ORDER);
    director.say(Messages.NO_ORDER_JSON);
    Waiting.untilEquals(Messages.NO_ORDER_JSON, this::onDisk);
    String known = Files.readString(before());

    server.settle();

    assertEquals(ORDER, known);
    Waiting.until(() -> !Files.exists(before()), this::onDisk);
  }

  @Test
  @DisplayName("a director that does not read holds up neither the elections nor its successor")
  void deafDirector() throws IOException {
    RawDirector deaf = connect();
    StringBuilder many = new StringBuilder();
    String photos = Messages.PHOTOS_JSON.replace("\"eth0\"", "\"nosuchif0\"");
    for (int id = 1; id <= 255; id++) {
      many.append(id == 1 ? "" : ",")
          .append(
              photos.replace("\"photos\"", "\"photos" + id + "\"").replace(":51,", ":" + id + ","));
    }
    deaf.say(Messages.order(many.toString()));
    // Each order is answered by a report of more than 100 kB, and nobody reads them.
    for (int i = 0; i < 6; i++) {
      deaf.say(ORDER);
      deaf.say(Messages.order(many.toString()));
    }

    RawDirector second = connect();
    second.say(ORDER);

    assertTrue(second.next("\"standing\"", "\"name\":\"photos\"").contains("\"FAULT\""));
  }

  @Test
  @DisplayName("orders that the disk does not take are obeyed, and kept when it takes them again")
  void diskReturns() throws IOException {
    Path blocked = Files.createDirectory(directory.resolve("elector-patience.new"));
    RawDirector director = connect();
    director.say(ORDER);
    Waiting.until(
        () -> log.lines().stream().anyMatch(l -> l.startsWith("ERROR cannot keep the last")),
        log::lines);

    Files.delete(blocked);

    Waiting.untilEquals(ORDER, this::onDisk);
  }

  @Test
  @DisplayName("a socket that a killed elector left behind is replaced, and removed at the end")
  void deadSocket() throws IOException {
    Path left = directory.resolve("left.sock");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(left));
    }

    ElectorServer next = ElectorServer.open(left, "0.1.0-test", new LastOrders(directory), roles());
    boolean there = Files.exists(left);
    next.close();

    assertTrue(there);
    assertFalse(Files.exists(left));
  }

  private RoleOrders roles() {
    return RoleOrders.open(directory, () -> now);
  }

  private RawDirector connect() throws IOException {
    RawDirector director = new RawDirector(socket());
    opened.add(director);
    return director;
  }

  private String onDisk() {
    try {
      return Files.readString(directory.resolve("elector-orders.json"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Path before() {
    return directory.resolve("elector-orders-before.json");
  }

  private Path socket() {
    return directory.resolve("elector.sock");
  }
}
