// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.DirectorHost;
import director.lab.site.Instance;
import director.lab.site.PhotoSite;
import director.lab.wire.Finished;
import director.lab.wire.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An elector whose installation is replaced under it, and what is left of one that dies for good.
 */
final class UpgradeScenarios {
  private static final Instance MIDDLE = Instance.photos(PeerGroup.router(150));
  private static final Instance HIGH = Instance.photos(PeerGroup.router(200));
  private static final String VIP = PhotoSite.VIP + PhotoSite.PREFIX_LENGTH;
  private static final String EXCLUDED = Lab.address(40) + "/24";

  /** VMAC, a route, a rule, an excluded address, authentication: all that an elector can do. */
  private static final Instance EVERYTHING =
      HIGH.with(
          "vmac = true",
          "excluded-addresses = [\"" + EXCLUDED + "\"]",
          "routes = [{ to = \"198.51.100.0/24\", via = \"192.0.2.101\", table = 100 }]",
          "rules = [{ from = \"" + PhotoSite.VIP + "/32\", table = 100, priority = 1000 }]",
          "authentication { type = hmac, mode = receive-only, keys { 1 = \"hex:"
              + "0b".repeat(32)
              + "\" }, active-key = 1 }");

  private final PeerGroup peers;

  private UpgradeScenarios(PeerGroup peers) {
    this.peers = peers;
  }

  static List<Scenario> of(PeerGroup peers) {
    UpgradeScenarios scenarios = new UpgradeScenarios(peers);
    return List.of(
        new Scenario(
            "upgrade-elector",
            "An elector whose installation is gone does all that it ever may, and leaves for its heir",
            scenarios::upgraded),
        new Scenario(
            "release",
            "What an elector left that was killed is taken away by one command, and not before",
            scenarios::released));
  }

  private String upgraded() throws IOException, InterruptedException {
    DirectorHost director = peers.director();
    Path old = peers.ours().directory().resolve("old");
    peers.ours().run("cp", "-a", director.distribution().toString(), old.toString()).orThrow();
    director.startElector(old);
    Claim.within(
        PeerGroup.PATIENCE,
        "the old elector is there, with all that it may need",
        () -> director.hasElector() && director.log().contains("rehearsed"));
    peers.ours().run("rm", "-rf", old.toString()).orThrow();
    ProcessHandle elector = director.elector();

    peers.weLead(EVERYTHING, MIDDLE.with("use_vmac"));
    Claim.that(Addresses.holds(peers.ours(), EXCLUDED), "the excluded address is not there");
    director.handOver("photos");
    peers.awaitMaster(peers.theirs(), MIDDLE);
    director.resume();
    peers.awaitMaster(peers.ours(), EVERYTHING);
    Claim.equal(elector, director.elector(), "the elector");
    Instant since = Instant.now();
    Duration silence = Restart.of(director, peers.election());

    Claim.that(!director.elector().equals(elector), "it is the old elector still");
    Claim.equal(
        List.of(), peers.site().observer().advertisements(peers.theirs(), since), "keepalived's");
    Claim.that(Addresses.holds(peers.ours(), EXCLUDED), "the excluded address is gone");
    for (String trouble : List.of("NoClassDefFound", "UnsatisfiedLink", "internal error")) {
      Claim.that(!director.log().contains(trouble), trouble + " in the log");
    }
    return Restart.told(List.of(silence));
  }

  private String released() throws IOException, InterruptedException {
    peers.weLead(EVERYTHING, MIDDLE.with("use_vmac"));
    Finished refused = peers.director().release();
    Claim.equal(75, refused.exit(), "exit status while it lives");
    Claim.that(Addresses.holds(peers.ours(), VIP), "it took the VIP from one that lives");
    peers.director().killBoth();
    peers.awaitMaster(peers.theirs(), MIDDLE);
    Claim.that(Addresses.holds(peers.ours(), VIP), "the VIP went with the elector");
    long begin = System.nanoTime();
    Finished done = peers.director().release("--services");
    Duration took = Duration.ofNanos(System.nanoTime() - begin);

    Claim.equal(0, done.exit(), "exit status: " + done.out());
    Claim.that(!Addresses.holds(peers.ours(), VIP), "the VIP is there still: " + done.out());
    Claim.that(!Addresses.holds(peers.ours(), EXCLUDED), "the excluded address is there still");
    Claim.equal("", peers.ours().run("ip", "route", "show", "table", "100").out(), "routes");
    Claim.equal("", peers.ours().run("ip", "rule", "show", "priority", "1000").out(), "rules");
    Claim.equal(
        "", peers.ours().run("ip", "-o", "link", "show", "type", "macvlan").out(), "devices");
    Claim.equal("", peers.director().release().out(), "what a second one finds");
    return "in " + took.toMillis() + " ms";
  }
}
