// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.DirectorConfig;
import director.daemon.control.Caller;
import director.daemon.control.ServerOrder;
import director.daemon.control.ServerOrder.Verb;
import director.daemon.control.StatusReport;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.loop.Loop;
import director.daemon.orders.OrderFile;
import director.daemon.orders.state.Moment;
import director.daemon.orders.state.StandingOrder;
import director.daemon.orders.state.StandingOrders;
import director.daemon.plan.Allotment;
import director.daemon.plan.ServerKey;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of orders about servers is left after reloads and restarts. */
class ServerOrdersTest {
  private static final Caller ANNA = new Caller(99, 1000);
  private static final ServerKey R1 = new ServerKey("photos", "r1");
  private static final ServerKey R2 = new ServerKey("photos", "r2");
  private static final DirectorConfig BOTH =
      config("r1.address = 10.0.0.11, r2.address = 10.0.0.12");
  private static final DirectorConfig ONE = config("r1.address = 10.0.0.11");

  /** As another run left it, or an operator with ipvsadm: everybody is in. */
  private static final IpvsTable IN_THE_KERNEL =
      table(
          tcp(
              "203.0.113.10",
              443,
              "wrr",
              server("10.0.0.11", 443, 1),
              server("10.0.0.12", 443, 1)));

  private static DirectorConfig config(String servers) {
    return Configs.of(
        """
        services.photos {
          virtual = "203.0.113.10:443", check = none, drain-timeout = 100s
          real-servers { %s }
        }
        """
            .formatted(servers));
  }

  @TempDir Path directory;

  private final List<Event> events = new ArrayList<>();
  private final Loop loop = new Loop("test", mistake -> {});
  private Moment now = new Moment(Instant.parse("2026-11-22T09:00:00Z"), "boot", Duration.ZERO);
  private DirectorConfig running = BOTH;
  private Allocations allocations = start();
  private ServerOrders orders;

  private Allocations start() {
    return new Allocations(loop, () -> {}, EventSink.NOBODY);
  }

  @AfterEach
  void end() {
    loop.shutdownNow();
  }

  /** As a new process does, up to its first decision. */
  private void restart() {
    allocations = start();
    orders =
        new ServerOrders(
            new OrderFile(directory.resolve("server-orders.json")),
            Runnable::run,
            allocations,
            () -> now,
            new OrderEvents(events::add));
    reload(running);
  }

  private void reload(DirectorConfig next) {
    running = next;
    allocations.follow(next, IN_THE_KERNEL);
    allocations.decide();
    orders.look();
  }

  private Optional<String> give(ServerKey key, ServerOrder order) {
    Optional<String> why = orders.give(ANNA, running.services().get("photos"), key, order).join();
    allocations.decide();
    orders.look();
    return why;
  }

  private void pass(Duration time) {
    now = new Moment(now.wall().plus(time), now.boot(), now.uptime().plus(time));
  }

  private String weights() {
    StringBuilder text = new StringBuilder();
    allocations
        .decisions()
        .get("photos")
        .servers()
        .forEach((name, it) -> text.append(name).append('=').append(text(it)).append(' '));
    return text.toString().strip();
  }

  private static String text(Allotment it) {
    return it.weight().isPresent() ? Integer.toString(it.weight().getAsInt()) : "-";
  }

  @Test
  @DisplayName("without persist a restart forgets them, with it the first decision knows them")
  void restarts() {
    restart();
    give(R1, ServerOrder.of(Verb.DISABLE, "BIOS").persisting(true));
    give(R2, ServerOrder.weight(7, ""));
    String before = weights();

    restart();

    assertEquals("r1=- r2=7", before);
    assertEquals("r1=- r2=1", weights());
    assertEquals(
        List.of(
            new StatusReport.Order(
                "server:photos/r1",
                "disable",
                Instant.parse("2026-11-22T09:00:00Z"),
                null,
                "uid 1000",
                "BIOS",
                true,
                null)),
        orders.report(running, ElectorView.none()));
  }

  @Test
  @DisplayName("a drain goes on for the rest of its time after a restart, and then stays over")
  void drain() {
    restart();
    give(R1, ServerOrder.drain(Optional.of(Duration.ofSeconds(60)), "").persisting(true));
    pass(Duration.ofSeconds(59));
    restart();
    String meanwhile = weights();
    StatusReport.Order draining = orders.report(running, ElectorView.none()).get(0);

    pass(Duration.ofSeconds(2));
    restart();
    String over = weights();
    pass(Duration.ofHours(100));
    restart();

    assertEquals("r1=0 r2=1", meanwhile);
    assertEquals(Instant.parse("2026-11-22T09:01:00Z"), draining.until());
    assertEquals("r1=- r2=1", over);
    assertEquals("r1=- r2=1", weights());
    assertEquals(
        "drained after 60 s, asked for by uid 1000",
        allocations.decisions().get("photos").servers().get("r1").sentence());
    assertEquals(
        "done: it is out until it is enabled",
        orders.report(running, ElectorView.none()).get(0).note());
  }

  @Test
  @DisplayName("a drain that ended early does not begin anew after a restart")
  void earlyEnd() {
    restart();
    give(R1, ServerOrder.drain(Optional.of(Duration.ofSeconds(60)), "").persisting(true));
    pass(Duration.ofSeconds(10));
    StandingOrder drained = orders.of(R1).orElseThrow().fulfilled(Duration.ofSeconds(10));
    keep(drained);

    restart();

    assertEquals("r1=- r2=1", weights());
    assertEquals(
        "drained after 10 s, asked for by uid 1000",
        allocations.decisions().get("photos").servers().get("r1").sentence());
  }

  private void keep(StandingOrder order) {
    try {
      new OrderFile(directory.resolve("server-orders.json"))
          .keep(StandingOrders.of(List.of(order)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("enable ends it for good, also about a server that is configured no more")
  void enable() {
    restart();
    give(R2, ServerOrder.of(Verb.DISABLE, "").persisting(true));
    reload(ONE);
    String note = orders.report(running, ElectorView.none()).get(0).note();
    orders.undo(ANNA, R2, ServerOrder.of(Verb.ENABLE, "done")).join();

    restart();
    reload(BOTH);

    assertEquals("not configured: in force when it is again", note);
    assertEquals("r1=1 r2=1", weights());
    assertEquals(List.of(), orders.report(running, ElectorView.none()));
  }

  @Test
  @DisplayName("one that is not to persist ends with its server's place in the configuration")
  void configuredNoMore() {
    restart();
    give(R2, ServerOrder.of(Verb.DISABLE, ""));

    reload(ONE);
    reload(BOTH);

    assertEquals("r1=1 r2=1", weights());
    assertEquals(
        List.of(
            " -> disable: no reason given by uid 1000",
            "disable -> : it is configured no more by "),
        told());
  }

  private List<String> told() {
    return events.stream()
        .map(it -> it.from() + " -> " + it.to() + ": " + it.reason() + " by " + it.by())
        .toList();
  }

  @Test
  @DisplayName("an unreadable file is a problem until somebody orders anew, and never a refusal")
  void unreadable() throws IOException {
    Files.writeString(directory.resolve("server-orders.json"), "{\"version\": 1, \"ord");
    restart();
    List<String> before = orders.problems();

    give(R1, ServerOrder.of(Verb.DISABLE, "").persisting(true));

    assertEquals(1, before.size());
    assertEquals(true, before.get(0).contains("server-orders.json.unreadable"), before.get(0));
    assertEquals(List.of(), orders.problems());
    assertEquals("r1=- r2=1", weights());
  }

  @Test
  @DisplayName("what the disk does not take is in force and told, until the disk takes it again")
  void fullDisk() throws IOException {
    restart();
    Path blocked = Files.createDirectory(directory.resolve("server-orders.json.new"));

    Optional<String> why = give(R1, ServerOrder.of(Verb.DISABLE, "").persisting(true));
    String weights = weights();
    List<String> problems = orders.problems();
    Files.delete(blocked);
    give(R2, ServerOrder.weight(7, ""));
    restart();

    assertEquals(true, why.isPresent());
    assertEquals("r1=- r2=1", weights);
    assertEquals(1, problems.size());
    assertEquals("r1=- r2=1", weights());
  }

  @Test
  @DisplayName("what the disk did not take is written by itself when the disk takes it again")
  void writableAgain() throws IOException {
    restart();
    Path blocked = Files.createDirectory(directory.resolve("server-orders.json.new"));
    give(R1, ServerOrder.of(Verb.DISABLE, "").persisting(true));
    Files.delete(blocked);

    orders.look();
    List<String> problems = orders.problems();
    restart();

    assertEquals(List.of(), problems);
    assertEquals("r1=- r2=1", weights());
  }

  /** Replay: seed and step are in the message. */
  @Test
  @DisplayName("whatever the order of orders, reloads and restarts, those in force are as promised")
  void anySequence() throws IOException {
    for (int seed = 1; seed <= 200; seed++) {
      Files.deleteIfExists(directory.resolve("server-orders.json"));
      running = BOTH;
      restart();
      Model model = new Model();
      Random random = new Random(seed);
      for (int step = 0; step < 40; step++) {
        String did = step(random, model);
        assertEquals(model.text(), inForce(), "seed " + seed + ", step " + step + ": " + did);
        assertEquals(
            model.weights(running), weights(), "seed " + seed + ", step " + step + ": " + did);
      }
    }
  }

  private String step(Random random, Model model) {
    ServerKey key = random.nextBoolean() ? R1 : R2;
    boolean configured = running.services().get("photos").realServers().containsKey(key.server());
    switch (random.nextInt(6)) {
      case 0 -> {
        restart();
        model.restart();
        return "restart";
      }
      case 1 -> {
        reload(random.nextBoolean() ? BOTH : ONE);
        model.reload(running);
        return "reload of " + running.services().get("photos").realServers().keySet();
      }
      case 2 -> {
        orders.undo(ANNA, key, ServerOrder.of(Verb.ENABLE, "")).join();
        reload(running);
        model.orders.remove(key);
        return "enable " + key;
      }
      default -> {
        if (!configured) {
          return "nothing";
        }
        ServerOrder order = order(random);
        give(key, order);
        model.orders.put(key, order);
        return order + " of " + key;
      }
    }
  }

  private static ServerOrder order(Random random) {
    boolean persist = random.nextBoolean();
    return switch (random.nextInt(4)) {
      case 0 -> ServerOrder.of(Verb.DISABLE, "").persisting(persist);
      case 1 -> ServerOrder.of(Verb.QUIESCE, "").persisting(persist);
      case 2 -> ServerOrder.drain(Optional.of(Duration.ofHours(1)), "").persisting(persist);
      default -> ServerOrder.weight(random.nextInt(1, 9), "").persisting(persist);
    };
  }

  private SortedMap<String, String> inForce() {
    SortedMap<String, String> text = new TreeMap<>();
    orders
        .report(running, ElectorView.none())
        .forEach(it -> text.put(it.target(), it.order() + (it.persist() ? " for good" : "")));
    return text;
  }

  /** What is promised. */
  private static final class Model {
    private final SortedMap<ServerKey, ServerOrder> orders = new TreeMap<>();

    void restart() {
      orders.values().removeIf(order -> !order.persist());
    }

    void reload(DirectorConfig config) {
      orders
          .entrySet()
          .removeIf(
              it ->
                  !it.getValue().persist()
                      && !config
                          .services()
                          .get("photos")
                          .realServers()
                          .containsKey(it.getKey().server()));
    }

    SortedMap<String, String> text() {
      SortedMap<String, String> text = new TreeMap<>();
      orders.forEach(
          (key, order) ->
              text.put("server:" + key, words(order) + (order.persist() ? " for good" : "")));
      return text;
    }

    private static String words(ServerOrder order) {
      return switch (order.verb()) {
        case WEIGHT -> "weight " + order.weight().getAsInt();
        case DRAIN -> "drain within 1h";
        default -> order.verb().word();
      };
    }

    String weights(DirectorConfig config) {
      StringBuilder text = new StringBuilder();
      for (String name : config.services().get("photos").realServers().keySet()) {
        ServerOrder order = orders.get(new ServerKey("photos", name));
        text.append(name).append('=').append(weight(order)).append(' ');
      }
      return text.toString().strip();
    }

    private static String weight(ServerOrder order) {
      if (order == null) {
        return "1";
      }
      return switch (order.verb()) {
        case DISABLE -> "-";
        case QUIESCE, DRAIN -> "0";
        default -> Integer.toString(order.weight().getAsInt());
      };
    }
  }
}
