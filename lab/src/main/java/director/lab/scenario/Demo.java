// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.IpvsTable;
import director.lab.site.IpvsTable.Counters;
import director.lab.site.PhotoRouter;
import director.lab.site.VirtualRouter;
import director.lab.story.Story;
import director.lab.watch.Outage;
import director.lab.wire.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The demo: the photo site goes through its worst nights in two minutes, and every claim is checked
 * while it is told.
 *
 * <p>Arguments: the daemon's distribution folder, a folder for the evidence if it goes wrong, and,
 * if the lab is to be kept running afterwards, the folder that is its {@link Door}.
 */
public final class Demo {
  private static final VirtualRouter BACKUP = VirtualRouter.SECOND;

  private final Story story = new Story(System.out);
  private final PairGroup pair;

  private Demo(Path distribution) {
    pair = new PairGroup(distribution);
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Demo demo = new Demo(Path.of(arguments[0]));
    int exit = 0;
    try (PairGroup pair = demo.pair) {
      try {
        demo.play();
      } catch (AssertionError | IOException e) {
        exit = 1;
        demo.lament(e, Path.of(arguments[1]));
      }
      if (arguments.length > 2 && exit == 0) {
        new Door(pair.site().lab(), Path.of(arguments[2])).serve();
      }
    }
    System.exit(exit); // probes may still be at work
  }

  private void play() throws IOException, InterruptedException {
    story.prologue(Prologue.text(System.getenv().getOrDefault("LAB_ENTERED", "")));
    start();
    spread();
    sickRouter();
    hungRouter();
    killedProcesses();
    deadHost();
    orderlyStop();
    story.epilogue();
  }

  private void start() throws IOException, InterruptedException {
    story.chapter("Both directors start");
    pair.calm();
    story.tell("d1 is " + state(true));
    story.tell("d2 is " + state(false));
    story.tell(
        "Each checks every router once a second: GET https://ROUTER/health must answer 200.");
    story.result("both directors start", "d1 is MASTER, d2 BACKUP", "");
  }

  private void spread() throws IOException, InterruptedException {
    story.chapter("A client asks for 30 photos at https://192.0.2.10/, the virtual IP address");
    Map<String, Integer> answers = pair.client().spread(30);
    Claim.equal(Map.of("router1", 10, "router2", 10, "router3", 10), answers, "answers");
    story.result("30 requests through the VIP", answers.toString(), "10 each");
    Thread.sleep(IpvsTable.COUNTERS_LAG.toMillis());
    story.tell("$ ipvsadm -Ln --stats        # on d1");
    story.tell(IpvsTable.statistics(pair.d1().host()));
    Counters counters = IpvsTable.counters(pair.d1().host());
    Claim.equal(0L, counters.outPackets(), "packets out");
    story.tell("Direct routing: the routers answer the client themselves, past the director.");
    story.result("direct routing", counters.inPackets() + " packets in, 0 out", "0 out");
  }

  private void sickRouter() throws IOException, InterruptedException {
    PhotoRouter router = pair.site().photos().routers().get(0);
    story.chapter("router1 loses its photo disk: its health script answers 503");
    router.fallSick();
    Duration left = pair.awaitGone(router);
    story.tell("d1 says: " + reason(router));
    Map<String, Integer> answers = pair.client().spread(12);
    Claim.equal(Map.of("router2", 6, "router3", 6), answers, "answers without it");
    story.tell("12 requests meanwhile: " + answers);
    router.recover();
    Duration back = pair.awaitBack(router);
    story.result("a router's health script says 503", leftAndBack(left, back), "");
  }

  private void hungRouter() throws IOException, InterruptedException {
    PhotoRouter router = pair.site().photos().routers().get(1);
    story.chapter("router2 hangs: nginx is stopped, its kernel still accepts connections");
    router.hang();
    Claim.that(pair.client().connects(router), "its kernel no longer accepts connections");
    story.tell("A check by TCP alone would be content: the connection to port 443 succeeds.");
    Duration left = pair.awaitGone(router);
    story.tell("d1 says: " + reason(router));
    router.resume();
    Duration back = pair.awaitBack(router);
    story.result("a router hangs", leftAndBack(left, back), "");
  }

  private void killedProcesses() throws IOException, InterruptedException {
    story.chapter("On d1, the MASTER, directord is killed with SIGKILL, both processes");
    Outage outage = Failover.outage(pair.site().photos(), pair.d1()::killBoth, pair.d2().host());
    story.tell("The kernel of d1 goes on forwarding; d2 misses the advertisements and takes over.");
    story.tell("d2 is " + state(false));
    Claim.atMost(BACKUP.takesOverAfterSilence(), outage.length(), "the takeover");
    story.result(
        "MASTER's processes killed",
        "client's outage " + outage,
        limit(BACKUP.takesOverAfterSilence()));
    story.tell("It is started again ...");
    pair.d1().start();
    pair.calm();
    story.tell("... finds VIP and IPVS as it left them, and preempts: d1 is " + state(true));
  }

  private void deadHost() throws IOException, InterruptedException {
    story.chapter("d1 dies as a whole: processes killed, cable cut");
    Outage outage =
        Failover.outage(
            pair.site().photos(),
            () -> {
              pair.d1().killBoth();
              pair.d1().host().cutLink();
            },
            pair.d2().host());
    story.tell("d2 is " + state(false));
    Claim.atMost(BACKUP.takesOverAfterSilence(), outage.length(), "the takeover");
    story.result(
        "MASTER's host dies",
        "client's outage " + outage,
        limit(BACKUP.takesOverAfterSilence()) + " = 3 x interval + skew + 100 ms");
    Outage back =
        Failover.outage(
            pair.site().photos(),
            () -> {
              pair.d1().host().restoreLink();
              pair.d1().start();
            },
            pair.d1().host());
    story.tell("d1 comes back and preempts: it is " + state(true));
    story.result("it comes back", "client's outage " + back, "");
  }

  private void orderlyStop() throws IOException, InterruptedException {
    story.chapter("d1 is stopped in order (SIGTERM), as for an upgrade");
    pair.calm();
    Outage outage = Failover.outage(pair.site().photos(), pair.d1()::terminate, pair.d2().host());
    Claim.equal(0, pair.d1().awaitEnd(), "exit status");
    Claim.atMost(BACKUP.takesOverAfterGoodbye(), outage.length(), "the takeover");
    story.result(
        "MASTER stopped in order",
        "client's outage " + outage,
        limit(BACKUP.takesOverAfterGoodbye()) + " = skew + 100 ms");
    pair.d1().start();
    pair.calm();
  }

  private void lament(Throwable problem, Path evidence) throws IOException, InterruptedException {
    Files.createDirectories(evidence);
    pair.saveEvidence(evidence);
    System.out.println("\nThe demo has failed: " + problem.getMessage());
    System.out.println(Evidence.summary(evidence));
  }

  private String state(boolean first) throws IOException {
    var status = PairGroup.status(first ? pair.d1() : pair.d2());
    return status.state() + ": " + status.reason();
  }

  private String reason(PhotoRouter router) throws IOException {
    return PairGroup.status(pair.d1()).server(router.name()).path("reason").asText();
  }

  private static String leftAndBack(Duration left, Duration back) {
    return "out after " + PairGroup.seconds(left) + ", back after " + PairGroup.seconds(back);
  }

  private static String limit(Duration limit) {
    return limit.toMillis() + " ms";
  }
}
