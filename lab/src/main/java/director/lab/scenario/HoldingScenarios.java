// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.Instance;
import director.lab.site.KeepalivedConfig;
import director.lab.site.PhotoSite;
import director.lab.watch.EchoProbe;
import director.lab.watch.Sighting.Advertisement;
import director.lab.watch.Sighting.ArpAnswer;
import director.lab.wire.Lab;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/** All that moves with the role besides one address on one interface. */
final class HoldingScenarios {
  private static final Instance LOW = Instance.photos(PeerGroup.router(100));
  private static final Instance MIDDLE = Instance.photos(PeerGroup.router(150));
  private static final Instance HIGH = Instance.photos(PeerGroup.router(200));
  private static final String EXCLUDED = Lab.address(40) + "/24";
  private static final String OTHER = Lab.address(30) + "/24";
  private static final String SIX = TransportScenarios.VIP6 + "/64";

  /** RFC 9568, section 7.3: with VRID 51. */
  private static final String VIRTUAL_MAC = "00:00:5e:00:01:33";

  private final PeerGroup peers;

  private HoldingScenarios(PeerGroup peers) {
    this.peers = peers;
  }

  static List<Scenario> of(PeerGroup peers) {
    HoldingScenarios scenarios = new HoldingScenarios(peers);
    return List.of(
        new Scenario(
            "routes",
            "Routes, rules and excluded addresses come and go with the VIP",
            scenarios::routes),
        new Scenario(
            "vmac",
            "The virtual hardware address moves between us and keepalived, and alone answers ARP",
            scenarios::vmac),
        new Scenario(
            "several",
            "Two virtual routers of IPv4 and one of IPv6 on one interface are elected apart",
            scenarios::several),
        new Scenario(
            "sync-group",
            "Two virtual routers in a sync group are MASTER together or not at all",
            scenarios::syncGroup),
        new Scenario(
            "track-script",
            "A failing script lowers the priority, keepalived takes over, and gives back when it is well",
            scenarios::trackScript));
  }

  private String routes() throws IOException, InterruptedException {
    Instance ours =
        HIGH.with(
            "excluded-addresses = [\"" + EXCLUDED + "\"]",
            "routes = [{ to = \"198.51.100.0/24\", via = \"192.0.2.101\", table = 100 }]",
            "rules = [{ from = \"" + PhotoSite.VIP + "/32\", table = 100, priority = 1000 }]");
    peers.weLead(ours, MIDDLE);
    Claim.equal("198.51.100.0/24 via 192.0.2.101 dev eth0", route(), "the route while MASTER");
    Claim.equal("from 192.0.2.10 lookup 100", rule(), "the rule while MASTER");
    Claim.that(Addresses.holds(peers.ours(), EXCLUDED), "the excluded address is not there");
    Advertisement last = peers.election().lastBefore(peers.ours(), Instant.now());
    Claim.equal(
        List.of(InetAddress.getByName(PhotoSite.VIP)), last.addresses(), "advertised addresses");

    peers.weAre(new Instance("photos", "eth0", 51, LOW.election(), ours.addresses(), ours.more()));
    peers.awaitMaster(peers.theirs(), MIDDLE);
    Claim.within(PeerGroup.PATIENCE, "the route is gone", () -> route().isEmpty());
    Claim.within(PeerGroup.PATIENCE, "the rule is gone", () -> rule().isEmpty());
    Claim.within(
        PeerGroup.PATIENCE,
        "the excluded address is gone",
        () -> !Addresses.holds(peers.ours(), EXCLUDED));
    return "";
  }

  private String route() throws IOException, InterruptedException {
    String[] words =
        peers.ours().run("ip", "route", "show", "table", "100").out().strip().split(" ");
    return String.join(" ", List.of(words).subList(0, Math.min(5, words.length)));
  }

  private String rule() throws IOException, InterruptedException {
    return peers
        .ours()
        .run("ip", "rule", "show", "priority", "1000")
        .out()
        .replace("1000:", "")
        .replaceFirst("proto .*", "")
        .strip();
  }

  private String vmac() throws IOException, InterruptedException {
    Instance theirs = MIDDLE.with("use_vmac");
    peers.weLead(HIGH.with("vmac = true"), theirs);
    Instant start = Instant.now();
    try (EchoProbe probe = peers.site().probe()) {
      reaches(probe, peers.ours().name());
      Claim.equal(VIRTUAL_MAC, askAgain(), "who has the VIP, with us as MASTER");
      peers.weAre(LOW.with("vmac = true"));
      peers.awaitMaster(peers.theirs(), theirs);
      reaches(probe, peers.theirs().name());
      Claim.equal(VIRTUAL_MAC, askAgain(), "who has the VIP, with keepalived as MASTER");
      peers.weAre(HIGH.with("vmac = true"));
      peers.awaitMaster(peers.ours(), HIGH);
      reaches(probe, peers.ours().name());
      Claim.equal(VIRTUAL_MAC, askAgain(), "who has the VIP, with us as MASTER again");
    }
    List<ArpAnswer> wrong =
        peers
            .site()
            .observer()
            .seen(ArpAnswer.class, start)
            .filter(answer -> answer.address().getHostAddress().equals(PhotoSite.VIP))
            .filter(answer -> !answer.names().equals(VIRTUAL_MAC))
            .toList();
    Claim.equal(List.of(), wrong, "answers with another hardware address");
    peers.weAre(LOW);
    return "";
  }

  /** Lets the client forget the hardware address of the VIP and ask for it, several times. */
  private String askAgain() throws IOException, InterruptedException {
    String learnt = "";
    for (int time = 0; time < 3; time++) {
      peers.site().client().run("ip", "neigh", "flush", "to", PhotoSite.VIP);
      Thread.sleep(PeerGroup.INTERVAL.toMillis());
      learnt = peers.site().client().run("ip", "neigh", "show", "to", PhotoSite.VIP).out().strip();
    }
    int at = learnt.indexOf("lladdr ");
    return at < 0 ? learnt : learnt.substring(at + 7, at + 7 + VIRTUAL_MAC.length());
  }

  private String several() throws IOException, InterruptedException {
    Instance second = MIDDLE.named("second", 52).holding(OTHER);
    Instance six = HIGH.named("six", 51).holding("fe80::10/64", SIX);
    peers.theyEnd();
    peers.weAre(HIGH, second, six);
    peers.theyAre(MIDDLE, second.ranked(200), six.ranked(150));
    peers.awaitMaster(peers.ours(), HIGH);
    peers.awaitMaster(peers.theirs(), second);
    peers.awaitMaster(peers.ours(), six);

    peers.theyEnd();
    peers.awaitMaster(peers.ours(), second);
    peers.awaitMaster(peers.ours(), HIGH);
    peers.awaitMaster(peers.ours(), six);
    return "";
  }

  private String syncGroup() throws IOException, InterruptedException {
    Instance second = HIGH.named("second", 52).holding(OTHER).with("track.interfaces.spare0 {}");
    Instance theirSecond = MIDDLE.named("second", 52).holding(OTHER);
    peers.ours().run("ip", "link", "add", "spare0", "type", "dummy").orThrow();
    peers.ours().run("ip", "link", "set", "spare0", "up").orThrow();
    String group = "vrrp.sync-groups.both { members = [photos, second] }\n";
    peers.theyEnd();
    peers.weAre(group, HIGH, second);
    peers.awaitMaster(peers.ours(), HIGH);
    peers.awaitMaster(peers.ours(), second);
    peers.theyAre(
        KeepalivedConfig.of(MIDDLE, theirSecond)
            .plus("vrrp_sync_group both {\n  group {\n    photos\n    second\n  }\n}\n"));
    Claim.within(
        PeerGroup.PATIENCE, "keepalived is BACKUP", () -> peers.keepalived().entered("BACKUP"));

    peers.ours().run("ip", "link", "set", "spare0", "down").orThrow();
    peers.awaitMaster(peers.theirs(), theirSecond);
    peers.awaitMaster(peers.theirs(), MIDDLE);
    Claim.that(!Addresses.holds(peers.ours(), OTHER), "we still have " + OTHER);

    peers.ours().run("ip", "link", "set", "spare0", "up").orThrow();
    peers.awaitMaster(peers.ours(), HIGH);
    peers.awaitMaster(peers.ours(), second);
    peers.ours().run("ip", "link", "del", "spare0").orThrow();
    return "";
  }

  private String trackScript() throws IOException, InterruptedException {
    String well = peers.ours().directory().resolve("well").toString();
    String script =
        """
        track.scripts.gate {
          command = ["/usr/bin/test", "-e", "%s"]
          interval = 200ms
          timeout = 2s
        }
        """
            .formatted(well);
    peers.ours().run("touch", well).orThrow();
    peers.theyEnd();
    peers.weAre(script, HIGH.with("track.scripts.gate { weight = -100 }"));
    peers.awaitMaster(peers.ours(), HIGH);
    peers.theyAre(MIDDLE);
    Claim.within(
        PeerGroup.PATIENCE, "keepalived is BACKUP", () -> peers.keepalived().entered("BACKUP"));

    peers.ours().run("rm", well).orThrow();
    peers.awaitMaster(peers.theirs(), MIDDLE);
    Claim.equal(100, peers.status().priority(), "our priority");
    peers.awaitState("BACKUP");
    peers.ours().run("touch", well).orThrow();
    peers.awaitMaster(peers.ours(), HIGH);
    Claim.equal(200, peers.status().priority(), "our priority again");
    return "";
  }

  private static void reaches(EchoProbe probe, String host)
      throws IOException, InterruptedException {
    Claim.within(
        PeerGroup.PATIENCE, "the client reaches " + host, () -> probe.last().by().equals(host));
  }
}
