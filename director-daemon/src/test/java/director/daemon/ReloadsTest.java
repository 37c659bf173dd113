// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.change.Standing;
import director.daemon.config.DirectorConfig;
import director.daemon.control.Caller;
import director.daemon.control.ConfigActions.Proposal;
import director.daemon.control.Outcome;
import director.daemon.control.PlanReport;
import director.daemon.control.PlanReport.Change;
import director.daemon.event.Event;
import director.daemon.loop.Loop;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A reload")
class ReloadsTest {
  private static final Caller ANNA = new Caller(7, 1000);
  private static final Optional<Duration> FOR_GOOD = Optional.empty();
  private static final Optional<Duration> MINUTE = Optional.of(Duration.ofMinutes(1));
  private static final String WEIGHT_2 =
      "change server:photos/r1: weight 1 -> 2 (more of the new" + " connections)";

  @TempDir private Path directory;
  private final List<Throwable> mistakes = new CopyOnWriteArrayList<>();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Followers followers = new Followers();
  private Loop loop;
  private Configuration configuration;
  private Reloads reloads;

  @BeforeEach
  void start() throws Exception {
    write(1);
    restart();
  }

  private void restart() throws Exception {
    Options options = new Options(file(), directory, directory.resolve("control.sock"), false);
    loop = new Loop("director", mistakes::add);
    configuration = new Configuration(options, LoadedConfig.of(file()), loop, followers);
    reloads =
        new Reloads(
            options,
            loop,
            configuration,
            followers,
            CompletableFuture.completedFuture(true),
            new Reporting(loop, () -> "", CompletableFuture::new),
            events::add);
  }

  @AfterEach
  void stop() {
    configuration.close();
    loop.shutdownNow();
    assertEquals(List.of(), mistakes);
  }

  @Test
  @DisplayName("does what its plan says, and says it again")
  void planAndReload() throws Exception {
    write(2);

    PlanReport plan = get(reloads.plan(Optional.empty()));
    Outcome outcome = get(reloads.reload(ANNA, FOR_GOOD));

    assertEquals(
        new PlanReport(
            file().toString(),
            true,
            List.of(),
            List.of(),
            List.of(
                new Change(
                    "change",
                    "server:photos/r1",
                    List.of("weight 1 -> 2"),
                    "more of the new connections",
                    null)),
            null),
        plan);
    assertEquals(Outcome.done("reloaded", List.of(WEIGHT_2)), outcome);
    assertEquals(List.of(2), followers.weights);
    assertEquals(List.of("reloaded by uid 1000: [" + WEIGHT_2 + "]"), told());
  }

  @Test
  @DisplayName("that is refused changes nothing, and every problem is told")
  void refused() throws Exception {
    Files.writeString(file(), "services.photos.virtual = nowhere");

    PlanReport plan = get(reloads.plan(Optional.empty()));
    Outcome outcome = get(reloads.reload(ANNA, MINUTE));

    assertFalse(plan.accepted());
    assertEquals(2, plan.problems().size(), plan.problems().toString());
    assertEquals(
        Outcome.refused("the configuration was refused; the running one stays", plan.problems()),
        outcome);
    assertEquals(List.of(), followers.weights);
  }

  @Test
  @DisplayName("that this kernel cannot carry out is refused with what it lacks")
  void lacking() throws Exception {
    followers.lacking = Optional.of("no IPVS: modprobe ip_vs");
    write(2);

    Outcome outcome = get(reloads.reload(ANNA, Optional.empty()));

    assertEquals(
        Outcome.refused(
            "the configuration was refused; the running one stays",
            List.of("no IPVS: modprobe ip_vs")),
        outcome);
    assertEquals(List.of(), followers.weights);
  }

  @Test
  @DisplayName("is planned of a text, too, which never becomes anything else")
  void proposal() throws Exception {
    PlanReport plan =
        get(reloads.plan(Optional.of(new Proposal("/etc/directord/new.conf", text(5)))));
    PlanReport bad = get(reloads.plan(Optional.of(new Proposal("new.conf", "a {"))));

    assertEquals(List.of("weight 1 -> 5"), plan.changes().get(0).detail());
    assertEquals("/etc/directord/new.conf", plan.file());
    assertEquals(
        new PlanReport(
            "new.conf",
            false,
            List.of("new.conf:1: the file ends inside a section: a '}' is missing"),
            List.of(),
            List.of(),
            null),
        bad);
    assertEquals(List.of(), followers.weights);
    assertEquals(List.of(), told());
  }

  @Test
  @DisplayName("warns of names that have to be looked up before they have servers")
  void names() throws Exception {
    String text = text(1).replace("r1 {", "pool.host-name = routers.example.com\n r1 {");

    PlanReport plan = get(reloads.plan(Optional.of(new Proposal("new.conf", text))));

    assertEquals(
        List.of("routers.example.com was not looked up yet: its servers come when it is answered"),
        plan.warnings());
  }

  @Test
  @DisplayName("that waits to be confirmed is taken back by itself, and that stays to be seen")
  void takenBack() throws Exception {
    write(2);

    Outcome outcome = get(reloads.reload(ANNA, MINUTE));
    Runnable timer = loop.getQueue().peek();
    boolean unconfirmed = reloads.status().unconfirmedUntil() != null;
    timer.run();
    settle();

    assertTrue(outcome.message().startsWith("reloaded; taken back at "), outcome.message());
    assertTrue(unconfirmed);
    assertEquals(null, reloads.status().unconfirmedUntil());
    assertEquals(List.of(2, 1), followers.weights);
    assertEquals(1, reloads.problems().size());
    assertTrue(
        reloads.problems().get(0).startsWith("the file is not what runs: the reload of "),
        reloads.problems().get(0));

    Outcome again = get(reloads.reload(ANNA, FOR_GOOD));

    assertTrue(again.accepted());
    assertEquals(List.of(), reloads.problems());
    assertEquals(List.of(2, 1, 2), followers.weights);
    assertFalse(Files.exists(Unconfirmed.file(directory)));
  }

  @Test
  @DisplayName("that is confirmed stays")
  void confirmed() throws Exception {
    write(2);
    get(reloads.reload(ANNA, MINUTE));

    Outcome outcome = get(reloads.confirm(ANNA));

    assertTrue(outcome.accepted(), outcome.toString());
    assertEquals(List.of(2), followers.weights);
    assertEquals(0, loop.getQueue().size());
    assertFalse(Files.exists(Unconfirmed.file(directory)));
    assertEquals(
        Outcome.refused("no reload waits to be confirmed", List.of()), get(reloads.takeBack(ANNA)));
  }

  @Test
  @DisplayName("is refused while another one waits to be confirmed, which can be undone at once")
  void oneAtATime() throws Exception {
    write(2);
    get(reloads.reload(ANNA, MINUTE));
    write(3);

    Outcome second = get(reloads.reload(ANNA, FOR_GOOD));
    Outcome undone = get(reloads.takeBack(ANNA));

    assertFalse(second.accepted());
    assertTrue(second.message().contains("waits to be confirmed until"), second.message());
    assertTrue(undone.accepted());
    assertEquals(List.of(2, 1), followers.weights);
  }

  @Test
  @DisplayName("that nobody confirmed does not run after a crash, until the file is another")
  void crash() throws Exception {
    write(2);
    get(reloads.reload(ANNA, MINUTE));
    configuration.close();
    loop.shutdownNow();

    restart();

    assertEquals(1, weight(configuration.running()));
    assertEquals(1, reloads.problems().size());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(Unconfirmed.file(directory))));

    configuration.close();
    loop.shutdownNow();
    write(3);
    restart();

    assertEquals(3, weight(configuration.running()));
    assertEquals(List.of(), reloads.problems());
    assertFalse(Files.exists(Unconfirmed.file(directory)));
  }

  @Test
  @DisplayName("cannot be taken back by what is no configuration: that is told, and the file runs")
  void foreign() throws Exception {
    Files.writeString(Unconfirmed.file(directory), "hello");
    configuration.close();
    loop.shutdownNow();

    restart();

    assertEquals(1, weight(configuration.running()));
    assertEquals(1, reloads.problems().size());
    assertTrue(reloads.problems().get(0).contains("remove it"), reloads.problems().get(0));
  }

  @Test
  @DisplayName("does not take longer or shorter to be confirmed than 5 s to an hour")
  void bounds() throws Exception {
    assertEquals(
        Outcome.refused("confirm must be 5s..1h", List.of()),
        get(reloads.reload(ANNA, Optional.of(Duration.ofMillis(4999)))));
    assertEquals(
        Outcome.refused("confirm must be 5s..1h", List.of()),
        get(reloads.reload(ANNA, Optional.of(Duration.ofSeconds(3601)))));
  }

  @Test
  @DisplayName("is shown as it was written, and with all that is in force")
  void shown() throws Exception {
    String written = get(reloads.show(false));
    String effective = get(reloads.show(true));

    assertTrue(written.contains("virtual=\"203.0.113.10:443\""), written);
    assertFalse(written.contains("scheduler"), written);
    assertTrue(effective.contains("    scheduler = wrr\n"), effective);
  }

  private void settle() throws Exception {
    get(reloads.confirm(ANNA));
  }

  private List<String> told() {
    return events.stream()
        .map(event -> event.reason() + " by " + event.by() + ": " + event.detail())
        .toList();
  }

  private Path file() {
    return directory.resolve("director.conf");
  }

  private void write(int weight) throws IOException {
    Files.writeString(file(), text(weight));
  }

  private static String text(int weight) {
    return """
        services.photos {
          virtual = "203.0.113.10:443", check {}
          real-servers { r1 { address = "10.0.0.11", weight = %d } }
        }
        """
        .formatted(weight);
  }

  private static int weight(DirectorConfig config) {
    return config.services().get("photos").realServers().get("r1").weight();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Notes the weight of r1 in each configuration that it is to follow. */
  private static final class Followers implements Configuration.Followers {
    private Optional<String> lacking = Optional.empty();
    final List<Integer> weights = new ArrayList<>();

    @Override
    public CompletableFuture<Optional<IpvsSnapshot>> kernel() {
      return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<Optional<String>> lacking(DirectorConfig next) {
      return CompletableFuture.completedFuture(lacking);
    }

    @Override
    public boolean isNewTo(DirectorConfig next) {
      return false;
    }

    @Override
    public IpvsTable others(IpvsTable kernel) {
      return kernel;
    }

    @Override
    public void follow(DirectorConfig next, IpvsTable kernel) {
      weights.add(weight(next));
    }

    @Override
    public void reconcile(String reason, Consumer<List<String>> then) {
      then.accept(List.of());
    }

    @Override
    public Map<String, Standing> standings() {
      return Map.of();
    }

    @Override
    public boolean isStopping() {
      return false;
    }
  }
}
