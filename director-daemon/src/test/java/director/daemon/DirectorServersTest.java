// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.control.Caller;
import director.daemon.control.Outcome;
import director.daemon.control.ServerOrder;
import director.daemon.control.ServerOrder.Verb;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.ServerState;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Orders about single servers")
class DirectorServersTest {
  private static final String HELLO =
      "{\"say\":\"hello\",\"pid\":4711,\"version\":\"0.1.0\","
          + "\"hears\":[\"order\",\"adjust\",\"hand-over\",\"standby\",\"stop\"]}";
  private static final Caller ROOT = new Caller(99, 0);
  private static final String CONFIG =
      """
      services.photos {
        virtual = "203.0.113.10:443"
        check = none
        drain-timeout = 1s
        real-servers {
          router1.address = "10.0.0.11"
          router2.address = "10.0.0.12"
        }
      }
      """;
  private static final IpvsTable ONE =
      table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.12", 443, 1)));

  @TempDir Path directory;

  private final List<Throwable> mistakes = new CopyOnWriteArrayList<>();
  private final FakeIpvs kernel = new FakeIpvs(IpvsTable.EMPTY);
  private FakeElector elector;
  private Director director;

  @BeforeEach
  void start() throws IOException {
    Options options =
        new Options(
            directory.resolve("director.conf"), directory, directory.resolve("control.sock"), true);
    elector = FakeElector.at(options.electorSocket(), HELLO);
    director =
        new Director(
            options,
            LoadedConfig.of(Configs.of(CONFIG)),
            kernel,
            directory.resolve("no-launcher"),
            new NoJournal(),
            mistakes::add);
    director.start(() -> {}, mistakes::add);
    awaitTable(both(1));
  }

  @AfterEach
  void stop() throws Exception {
    director.stop(true, Duration.ZERO);
    elector.close();
    assertEquals(List.of(), mistakes);
  }

  @Test
  @DisplayName("disable takes it out of the table, and enable puts it back")
  void disable() throws Exception {
    Outcome disabled = order("router1", ServerOrder.of(Verb.DISABLE, "BIOS"));
    IpvsTable without = kernel.table();
    Outcome enabled = order("router1", ServerOrder.of(Verb.ENABLE, ""));

    assertEquals(ONE, without);
    assertEquals(both(1), kernel.table());
    assertEquals(true, disabled.accepted());
    assertEquals("photos/router1: not checked", enabled.message());
  }

  @Test
  @DisplayName("quiesce leaves it without new connections, and outlives a reload")
  void quiesce() throws Exception {
    order("router1", ServerOrder.of(Verb.QUIESCE, "BIOS"));
    Files.writeString(directory.resolve("director.conf"), "director.name = director-a\n" + CONFIG);

    Outcome reloaded = outcome(director.reload(ROOT));

    assertEquals(Outcome.done("nothing has changed", List.of()), reloaded);
    assertEquals(both(0), kernel.table());
  }

  @Test
  @DisplayName("weight is another weight")
  void weight() throws Exception {
    order("router1", ServerOrder.weight(7, ""));

    assertEquals(both(7), kernel.table());
  }

  @Test
  @DisplayName("drain takes its weight at once, and takes it out when its time is up")
  void drain() throws Exception {
    order("router1", ServerOrder.drain(Optional.empty(), ""));
    IpvsTable meanwhile = kernel.table();
    awaitTable(ONE);

    assertEquals(both(0), meanwhile);
  }

  @Test
  @DisplayName("about nobody are refused, with the names that there are")
  void nobody() throws Exception {
    assertEquals(
        Outcome.refused(
            "service photos has no server router9",
            List.of("did you mean router1?", "there is: router1, router2")),
        order("router9", ServerOrder.of(Verb.DISABLE, "")));
    assertEquals(
        Outcome.refused(
            "there is no service photo", List.of("did you mean photos?", "there is: photos")),
        outcome(director.instruct(ROOT, "photo", "router1", ServerOrder.of(Verb.DISABLE, ""))));
  }

  @Test
  @DisplayName("that the kernel does not take are refused, stand, and are done once it takes them")
  void refused() throws Exception {
    kernel.refuse("delete real server 10.0.0.11", "no memory");

    Outcome refused = order("router1", ServerOrder.of(Verb.DISABLE, "BIOS"));
    kernel.refuseNothing();
    order("router2", ServerOrder.weight(1, ""));

    assertEquals(
        Outcome.refused(
            "photos/router1: disabled by uid 0: BIOS; but the kernel does not have it so",
            List.of(
                "0 connections there",
                "cannot delete real server 10.0.0.11:443 from TCP 203.0.113.10:443:" + " no memory",
                "the order stands: each comparison with the kernel tries again")),
        refused);
    assertEquals(ONE, kernel.table());
  }

  @Test
  @DisplayName("are done whatever the kernel refuses of other servers")
  void othersAreRefused() throws Exception {
    kernel.refuse("10.0.0.12", "no memory");
    order("router2", ServerOrder.weight(9, ""));

    Outcome done = order("router1", ServerOrder.of(Verb.QUIESCE, ""));

    assertEquals(true, done.accepted());
    assertEquals(both(0), kernel.table());
  }

  @Test
  @DisplayName("stand when the kernel can be neither read nor written")
  void unreadable() throws Exception {
    kernel.beUnreadable("No buffer space available (ENOBUFS)");

    Outcome refused = order("router1", ServerOrder.of(Verb.DISABLE, ""));
    kernel.beUnreadable("");

    assertEquals(
        Outcome.refused(
            "photos/router1: disabled by uid 0; but the kernel does not have it so",
            List.of(
                "cannot compare the IPVS table: No buffer space available (ENOBUFS)",
                "the order stands: each comparison with the kernel tries again")),
        refused);
    awaitTable(ONE);
  }

  @Test
  @DisplayName("a kernel that cannot be read is a problem in the status, not the end of it")
  void statusWithoutKernel() throws Exception {
    kernel.beUnreadable("No buffer space available (ENOBUFS)");

    StatusReport status = director.status().toCompletableFuture().get(60, TimeUnit.SECONDS);

    assertEquals(
        true,
        status
            .problems()
            .contains("the IPVS table cannot be read, so what the kernel has is missing here"));
    assertEquals(null, status.ipvs().timeouts());
    assertEquals(2, status.services().get(0).count(ServerState.UP));
  }

  private Outcome order(String server, ServerOrder order) throws Exception {
    return outcome(director.instruct(ROOT, "photos", server, order));
  }

  private void awaitTable(IpvsTable wanted) {
    Waiting.until(() -> kernel.table().equals(wanted), kernel::table);
  }

  private static IpvsTable both(int weightOfTheFirst) {
    return table(
        tcp(
            "203.0.113.10",
            443,
            "wrr",
            server("10.0.0.11", 443, weightOfTheFirst),
            server("10.0.0.12", 443, 1)));
  }

  private static Outcome outcome(CompletionStage<Outcome> asked) throws Exception {
    return asked.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
