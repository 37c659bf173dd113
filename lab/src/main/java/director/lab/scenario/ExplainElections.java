// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.scenario.Explained.Situation;
import director.lab.site.Instance;
import director.lab.site.PhotoSite;
import director.lab.site.VirtualRouter;
import director.lab.wire.Lab;
import java.io.IOException;
import java.util.List;

/** What is done to an election, with keepalived as the peer, and that explain names it. */
final class ExplainElections {
  private static final Instance LOW = Instance.photos(PeerGroup.router(100));
  private static final Instance MIDDLE = Instance.photos(PeerGroup.router(150));
  private static final Instance HIGH = Instance.photos(PeerGroup.router(200));
  private static final String VIP = "vip:photos";
  private static final String OTHER = Lab.address(30) + "/24";

  private final PeerGroup peers;

  private ExplainElections(PeerGroup peers) {
    this.peers = peers;
  }

  static List<Scenario> of(PeerGroup peers) {
    ExplainElections scenarios = new ExplainElections(peers);
    return List.of(
        new Scenario(
            "explain-backup",
            "Priority, preempt, delay, tracking, standby, handover, silence: explain names why it is"
                + " BACKUP or MASTER",
            scenarios::backup),
        new Scenario(
            "explain-fault",
            "Links down and gone, no address, a fatal script, a sync group, versions and addresses"
                + " that differ: explain names it",
            scenarios::fault));
  }

  private String backup() throws IOException, InterruptedException {
    peers.weFollow(LOW, MIDDLE);
    Explained explained = new Explained(peers.director());
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "a peer of higher priority is MASTER",
            VIP,
            "BACKUP behind 192.0.2.21 (priority 150): that is more than our priority of 100",
            "preempt = true"));
    peers.weAre(HIGH.with("preempt = false"));
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "our priority is higher, but we do not preempt",
            PhotoSite.VIP,
            "our priority of 200 is higher, but preempt = false"));
    peers.weAre(HIGH.with("preempt-delay = 900s"));
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "our priority is higher, and we wait to preempt",
            "photos",
            "preempt-delay, ",
            "after 15 min (preempt-delay)"));
    tracked(explained);

    peers.weAre(HIGH);
    peers.awaitMaster(peers.ours(), HIGH);
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "we took over from a lower priority",
            VIP,
            "MASTER with priority 200: preempts 192.0.2.21 (priority 150): our priority is 200"));
    peers.director().handOver("photos");
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "an operator handed it over",
            VIP,
            "BACKUP behind 192.0.2.21 (priority 150): handed over by operator: lab",
            "directorctl node resume ends that"));
    peers.director().standBy();
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "an operator put the node into standby",
            VIP,
            "BACKUP behind 192.0.2.21 (priority 150): standby: lab",
            "in standby it is 1"));
    peers.director().resume();
    peers.awaitMaster(peers.ours(), HIGH);

    peers.weFollow(LOW, MIDDLE);
    peers.keepalived().kill();
    peers.awaitMaster(peers.ours(), LOW);
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "the MASTER was killed",
            VIP,
            "MASTER with priority 100: 192.0.2.21 (priority 150) was silent for"));
    return explained.told();
  }

  /** A script that fails costs 150 of 200. */
  private void tracked(Explained explained) throws IOException, InterruptedException {
    String script =
        """
        track.scripts.gate {
          command = ["/usr/bin/test", "-e", "/nothing/here"]
          interval = 200ms, timeout = 2s
        }
        """;
    peers.weAre(script, HIGH.with("track.scripts.gate { weight = -150 }"));
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "a tracked script fails and lowers the priority",
            VIP,
            "our priority of 50 (200 configured;",
            "script gate is FAILED",
            "its priority would be 200, more than 150"));
    peers.weAre(script, HIGH.with("track.scripts.gate {}"));
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "a tracked script that is fatal fails",
            VIP,
            "in FAULT: script gate",
            "it ends when script gate is well again"));
  }

  private String fault() throws IOException, InterruptedException {
    peers.theyEnd();
    peers.weAre(HIGH);
    peers.awaitMaster(peers.ours(), HIGH);
    Explained explained = new Explained(peers.director());
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "nobody else is there", VIP, "MASTER with priority 200", "its address is on eth0"));
    peers.ours().run("ip", "addr", "del", HIGH.addresses().get(0), "dev", "eth0").orThrow();
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "somebody removed the address",
            VIP,
            "MASTER with priority 200",
            "somebody else removed addresses, they were put back"));
    peers.ours().run("ip", "link", "set", "eth0", "down").orThrow();
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "the link is down",
            VIP,
            "in FAULT: interface eth0 is down",
            "ip link set eth0 up",
            "takes no part"));
    peers.ours().run("ip", "link", "set", "eth0", "up").orThrow();
    peers.awaitMaster(peers.ours(), HIGH);
    spare(explained);
    strangers(explained);
    return explained.told();
  }

  /** Beside the usual one there are others, on interfaces with which something is amiss. */
  private void spare(Explained explained) throws IOException, InterruptedException {
    peers.ours().run("ip", "link", "add", "spare0", "type", "dummy").orThrow();
    peers.ours().run("ip", "link", "set", "spare0", "up").orThrow();
    Instance bare = new Instance("bare", "spare0", 53, HIGH.election(), List.of(OTHER), List.of());
    Instance lost =
        new Instance(
            "lost", "gone0", 54, HIGH.election(), List.of(Lab.address(31) + "/24"), List.of());
    Instance second = HIGH.named("second", 52).holding(Lab.address(32) + "/24");
    peers.weAre("vrrp.sync-groups.both { members = [second, lost] }\n", HIGH, bare, lost, second);
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "the interface has no address to speak from",
            "vip:bare",
            "in FAULT: interface spare0 has no IPv4 address of its own to speak from",
            "needs an address of its own"),
        Situation.of("the interface is gone", "lost", "in FAULT: interface gone0 does not exist"),
        Situation.of(
            "the other of its sync group is in FAULT",
            "second",
            "in FAULT: sync group: lost is in FAULT: interface gone0 does not exist",
            "directorctl explain vip:lost"));
    peers.weAre(HIGH.with("track.interfaces.spare0 {}"));
    peers.ours().run("ip", "link", "set", "spare0", "down").orThrow();
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "a tracked interface is down", VIP, "in FAULT: interface spare0 is down", "FAULT"));
    peers.ours().run("ip", "link", "del", "spare0").orThrow();
    peers.weAre(HIGH);
    peers.awaitMaster(peers.ours(), HIGH);
  }

  /** keepalived of another mind. */
  private void strangers(Explained explained) throws IOException, InterruptedException {
    peers.theyAre(MIDDLE.holding(HIGH.addresses().get(0), OTHER).ranked(250));
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "the peer lists other addresses",
            VIP,
            "BACKUP behind 192.0.2.21 (priority 250)",
            "lists other virtual addresses than ours"));
    VirtualRouter second = new VirtualRouter(2, 150, java.time.Duration.ofSeconds(1));
    peers.theyAre(Instance.photos(second));
    explained.claim(
        PeerGroup.PATIENCE,
        Situation.of(
            "the peer speaks another version",
            VIP,
            "MASTER with priority 200",
            "of another VRRP version than ours (VERSION)",
            "both can be MASTER"));
    peers.theyEnd();
  }
}
