// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.DirectorConfig;
import director.daemon.control.StatusReport.Tracked;
import director.daemon.elector.ElectorLink;
import director.daemon.event.EventSink;
import director.daemon.loop.Loop;
import director.daemon.orders.state.StandingOrder;
import director.daemon.plan.ServerKey;
import director.daemon.track.state.ServiceHealth;
import director.healthcheck.state.HealthState;
import director.vrrp.ElectionListener.Change;
import director.vrrp.InstanceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With a real file that is tracked, and a real line to an elector that writes down what it hears.
 */
class TrackedElectionsTest {
  private static final String HELLO =
      "{\"say\":\"hello\",\"pid\":4711,\"version\":\"0.1.0\",\"hears\":[\"order\",\"adjust\"]}";

  @TempDir Path directory;

  private final List<Throwable> mistakes = new CopyOnWriteArrayList<>();
  private final Loop loop = new Loop("tracked-elections-test", mistakes::add);
  private FakeElector elector;
  private ElectorLink link;
  private TrackedElections tracked;

  private static final class Deaf implements ElectorLink.Listener {
    @Override
    public void connected(long pid, String version) {}

    @Override
    public void changed(Change change) {}

    @Override
    public void standing(
        List<InstanceStatus> instances,
        Optional<List<StandingOrder>> orders,
        Optional<String> problem) {}

    @Override
    public void lost(String reason) {}
  }

  @BeforeEach
  void connect() throws IOException {
    elector = FakeElector.at(directory.resolve("elector.sock"), HELLO);
    link = new ElectorLink(directory.resolve("elector.sock"), () -> false, new Deaf());
    link.open();
    tracked = new TrackedElections(loop, link, EventSink.NOBODY);
  }

  @AfterEach
  void close() throws IOException {
    onLoop(tracked::close);
    link.close();
    elector.close();
    loop.shutdownNow();
    assertEquals(List.of(), mistakes);
  }

  @Test
  @DisplayName(
      "the elector is told all adjustments, when all is looked at and whenever one changes")
  void tells() throws IOException {
    says("0");

    onLoop(() -> tracked.follow(config("", "photos", "admin"), new TreeMap<>(), Set.of()));
    awaitAdjusted("\"admin\":" + NOTHING + ",\"photos\":" + NOTHING);
    says("3");

    awaitAdjusted("\"admin\":" + MINUS_30 + ",\"photos\":" + MINUS_30);
  }

  @Test
  @DisplayName("what has to be a FAULT is told as one")
  void fault() {
    onLoop(
        () ->
            tracked.follow(
                config("track.files.drain.when-missing = fault\n", "photos"),
                new TreeMap<>(),
                Set.of()));

    awaitAdjusted("\"photos\":{\"weight\":0,\"fault\":\"file drain is missing\",\"reasons\":[]}");
  }

  @Test
  @DisplayName("a virtual router that is gone from the configuration is not spoken of any more")
  void gone() throws IOException {
    says("3");
    onLoop(() -> tracked.follow(config("", "photos", "admin"), new TreeMap<>(), Set.of()));
    awaitAdjusted("\"admin\":" + MINUS_30 + ",\"photos\":" + MINUS_30);

    onLoop(() -> tracked.follow(config("", "photos"), new TreeMap<>(), Set.of()));

    awaitAdjusted("\"photos\":" + MINUS_30);
  }

  @Test
  @DisplayName("a virtual router that tracks nothing any more has its configured priority again")
  void tracksNoMore() throws IOException {
    says("3");
    onLoop(() -> tracked.follow(config("", "photos"), new TreeMap<>(), Set.of()));
    awaitAdjusted("\"photos\":" + MINUS_30);

    onLoop(() -> tracked.follow(Configs.of(instance("photos", "{}")), new TreeMap<>(), Set.of()));

    awaitAdjusted("\"photos\":" + NOTHING);
  }

  @Test
  @DisplayName("reports what is tracked, what came of it, and for whom")
  void reports() throws IOException {
    says("3");
    onLoop(() -> tracked.follow(config("", "photos", "admin"), new TreeMap<>(), Set.of()));
    awaitAdjusted("\"admin\":" + MINUS_30 + ",\"photos\":" + MINUS_30);

    List<Tracked> report = CompletableFuture.supplyAsync(tracked::report, loop).join();

    Tracked drain = report.get(0);
    assertEquals(
        List.of(
            new Tracked(
                "drain",
                "file",
                "OK",
                drain.since(),
                "file drain says 3",
                List.of("admin", "photos"),
                "says 3",
                drain.lastLooked())),
        report);
  }

  @Test
  @DisplayName(
      "a service is as healthy as its servers; of those without a verdict nothing is known")
  void healthOf() {
    SortedMap<ServerKey, HealthState> servers =
        new TreeMap<>(
            Map.of(
                new ServerKey("mixed", "a"), HealthState.UP,
                new ServerKey("mixed", "b"), HealthState.DOWN,
                new ServerKey("mixed", "c"), HealthState.UNKNOWN,
                new ServerKey("dead", "a"), HealthState.DOWN,
                new ServerKey("dead", "b"), HealthState.DOWN,
                new ServerKey("new", "a"), HealthState.UNKNOWN));

    assertEquals(
        Map.of(
            "mixed", new ServiceHealth(1, 2, true),
            "dead", new ServiceHealth(0, 2, false),
            "new", new ServiceHealth(0, 0, false)),
        TrackedElections.healthOf(servers, Set.of()));
    assertEquals(Map.of(), TrackedElections.healthOf(new TreeMap<>(), Set.of()));
  }

  @Test
  @DisplayName("a service that has lost its quorum has none, though servers of it are healthy")
  void quorumLost() {
    SortedMap<ServerKey, HealthState> servers =
        new TreeMap<>(
            Map.of(
                new ServerKey("photos", "a"), HealthState.UP,
                new ServerKey("photos", "b"), HealthState.UP));

    assertEquals(
        Map.of("photos", new ServiceHealth(2, 2, false)),
        TrackedElections.healthOf(servers, Set.of("photos")));
  }

  private static final String NOTHING = "{\"weight\":0,\"fault\":\"\",\"reasons\":[]}";
  private static final String MINUS_30 =
      "{\"weight\":-30,\"fault\":\"\",\"reasons\":[\"-30: file drain says 3, times weight -10\"]}";

  private void awaitAdjusted(String adjustments) {
    String expected = "{\"say\":\"adjust\",\"adjustments\":{" + adjustments + "}}";
    Waiting.until(
        () -> !elector.heard().isEmpty() && expected.equals(last(elector.heard())),
        () -> "expected " + expected + ", but it heard " + elector.heard());
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }

  private DirectorConfig config(String more, String... instances) {
    StringBuilder text =
        new StringBuilder(more)
            .append("track.files.drain.path = \"" + directory.resolve("drain") + "\"\n");
    for (String name : instances) {
      text.append(instance(name, "{ files.drain.weight = -10 }"));
    }
    return Configs.of(text.toString());
  }

  private static String instance(String name, String track) {
    return """
        vrrp.instances.%s {
          interface = eth0, virtual-router-id = %d, virtual-addresses = ["203.0.113.%d"]
          track %s
        }
        """
        .formatted(name, name.length(), name.length(), track);
  }

  /** Whole at once, so that nobody reads half of it. */
  private void says(String content) throws IOException {
    Path next = Files.writeString(directory.resolve("next"), content + "\n");
    Files.move(next, directory.resolve("drain"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void onLoop(Runnable task) {
    CompletableFuture.runAsync(task, loop).join();
  }
}
