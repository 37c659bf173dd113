// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import director.lab.site.DirectorConfig;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorPair;
import director.lab.site.Instance;
import director.lab.site.PhotoRouter;
import director.lab.site.VirtualRouter;
import director.lab.wire.Finished;
import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The photo site as {@code directorctl doctor} likes it, with one thing made wrong after the other.
 * Calm means that d1 is MASTER, d2 is BACKUP, and both balance three routers.
 */
final class DoctorGroup extends SiteGroup<DirectorPair> {
  /** Short, so that the doctor need not listen for long. */
  static final Duration INTERVAL = Duration.ofMillis(200);

  /**
   * In Perl: clock(status, seconds) sets the status of the clock, and the clock itself by so many
   * seconds (adjtimex with ADJ_MAXERROR, ADJ_ESTERROR, ADJ_STATUS, ADJ_SETOFFSET).
   */
  static final String CLOCK =
      """
      sub clock {
        my ($status, $seconds) = @_;
        my $modes = 0x1c | ($seconds ? 0x100 : 0);
        my $timex = pack("L x4 q4 l x4 q5 x120", $modes, 0, 0, 0, 0, $status, 0, 0, 0, $seconds, 0);
        my $call = `uname -m` =~ /aarch64/ ? 171 : 159;
        syscall($call, $timex) >= 0 or die $!;
      }
      sub nap { select(undef, undef, undef, $_[0]) }
      """;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What is advised for direct routing. */
  private static final String SOUND =
      """

      ipvs.sysctl { apply = true, expire_nodest_conn = 1, expire_quiescent_template = 1 }
      """;

  private final Path distribution;

  DoctorGroup(Path distribution) {
    this.distribution = distribution;
  }

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public List<Scenario> scenarios() {
    return Stream.of(
            new DoctorHostScenarios(this).list(),
            new DoctorSegmentScenarios(this).list(),
            new DoctorServerScenarios(this).list())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  DirectorPair build() throws IOException, InterruptedException {
    DirectorPair pair = DirectorPair.build(distribution);
    pair.d1().configure(sound(pair, pair.d1(), 150));
    pair.d2().configure(sound(pair, pair.d2(), 100));
    for (DirectorHost director : pair.directors()) {
      director.start();
    }
    return pair;
  }

  @Override
  void awaitCalm(DirectorPair pair) throws IOException, InterruptedException {
    synchronise(pair.d1().host());
    awaitRole(pair.d1(), "MASTER");
    awaitRole(pair.d2(), "BACKUP");
  }

  void awaitRole(DirectorHost director, String role) throws IOException, InterruptedException {
    Claim.within(
        PairGroup.PATIENCE,
        director.name() + " is " + role + " of three routers",
        () ->
            director
                .status()
                .filter(status -> status.state().equals(role))
                .filter(status -> status.servers().equals(PairGroup.ALL_UP))
                .isPresent());
  }

  private static DirectorConfig sound(DirectorPair pair, DirectorHost director, int priority) {
    VirtualRouter election = new VirtualRouter(3, priority, INTERVAL);
    DirectorConfig photos =
        DirectorConfig.photos(director.name(), election, pair.photos().routers());
    return new DirectorConfig(photos.text() + SOUND);
  }

  DirectorHost d1() {
    return site().d1();
  }

  DirectorHost d2() {
    return site().d2();
  }

  Host stranger() {
    return site().photos().client().host();
  }

  /** By its number, from 1. */
  PhotoRouter router(int number) {
    return site().photos().routers().get(number - 1);
  }

  /** What d1 is configured with. */
  String config() {
    return sound(site(), d1(), 150).text();
  }

  /** The same with another virtual router, of which d1 knows nothing yet. */
  String configWith(Instance more) {
    return DirectorConfig.of(
            d1().name(), SOUND, Instance.photos(new VirtualRouter(3, 150, INTERVAL)), more)
        .text();
  }

  /** Says that the clock is right, as chrony does; of a clock that is the lab's own. */
  static void synchronise(Host host) throws IOException, InterruptedException {
    if (ownsClock()) {
      adjtimex(host, 0);
    }
  }

  /**
   * Whether the clock is the lab's own; where it is not, it is this machine's, and is let alone.
   */
  static boolean ownsClock() {
    return "uml".equals(System.getenv("LAB_ENTERED"));
  }

  /**
   * Tells the kernel of its clock.
   *
   * @param status 0, or 0x40 for STA_UNSYNC
   */
  static void adjtimex(Host host, int status) throws IOException, InterruptedException {
    host.run("perl", "-e", CLOCK + "clock(%d, 0)".formatted(status)).orThrow();
  }

  /** Where the programs lie. */
  String jars() {
    return distribution.resolve("lib").toString();
  }

  /** What the doctor says on a director. */
  JsonNode examine(DirectorHost director, String... options)
      throws IOException, InterruptedException {
    return examineAsked("", director, options);
  }

  private JsonNode examineAsked(String javaOptions, DirectorHost director, String... options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-o", "json", "doctor"));
    List<String> given = List.of(options);
    if (!given.contains("--state-dir")) {
      arguments.addAll(
          List.of("--state-dir", director.host().directory().resolve("state").toString()));
    }
    if (!given.contains("--config")) {
      arguments.addAll(List.of("--config", director.config().toString()));
    }
    arguments.addAll(given);
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "DIRECTORCTL_JAVA_OPTS=" + javaOptions,
                director.host().commands().resolve("directorctl").toString()));
    command.addAll(arguments);
    Finished finished = director.host().run(command.toArray(String[]::new));
    Claim.that(
        finished.exit() == 0 || finished.exit() == 1,
        "the doctor ended with " + finished.exit() + ": " + finished.err());
    JsonNode said = MAPPER.readTree(finished.out());
    Claim.equal(
        finished.exit() == 0, said.path("sound").asBoolean(), "exit status " + finished.exit());
    return said;
  }

  /** That nothing is wrong, and everything could be judged. */
  void sound(DirectorHost director) throws IOException, InterruptedException {
    JsonNode said = examine(director);
    Claim.that(said.path("sound").asBoolean(), "not sound on " + director.name() + ": " + said);
  }

  /** That it is this one thing, and nothing else. */
  void finds(String rule, DirectorHost director, String... options)
      throws IOException, InterruptedException {
    findsAsked(rule, "", director, options);
  }

  /** The same by a program that is started with these options of Java. */
  void findsAsked(String rule, String javaOptions, DirectorHost director, String... options)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    JsonNode said = examineAsked(javaOptions, director, options);
    SortedSet<String> rules = new TreeSet<>();
    said.path("findings").forEach(finding -> rules.add(finding.path("rule").asText()));
    Claim.equal(new TreeSet<>(List.of(rule)), rules, "what the doctor found in\n" + said + "\n");
    System.out.printf("           %-24s %d ms%n", rule, (System.nanoTime() - began) / 1_000_000);
  }
}
