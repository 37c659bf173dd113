// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Instance;
import director.lab.site.PhotoSite;
import director.lab.site.VirtualRouter;
import director.lab.watch.EchoProbe;
import director.lab.watch.Sighting.Advertisement;
import director.lab.watch.Sighting.NeighborAdvertisement;
import director.lab.wire.Host;
import director.lab.wire.Lab;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The ways in which advertisements travel, each tried both ways between ours and keepalived. */
final class TransportScenarios {
  static final String VIP6 = Lab.address6(10);

  private static final Instance PLAIN = Instance.photos(PeerGroup.router(1));
  private static final Instance IPV6 = PLAIN.holding("fe80::10/64", VIP6 + "/64");
  private static final Instance V2 = Instance.photos(new VirtualRouter(2, 1));
  private static final int LOW = 100;
  private static final int MIDDLE = 150;
  private static final int HIGH = 200;

  private final PeerGroup peers;

  private TransportScenarios(PeerGroup peers) {
    this.peers = peers;
  }

  static List<Scenario> of(PeerGroup peers) {
    TransportScenarios scenarios = new TransportScenarios(peers);
    return List.of(
        new Scenario(
            "ipv6",
            "VRRPv3 over IPv6: we and keepalived take over from each other",
            scenarios::ipv6),
        new Scenario(
            "unicast",
            "Unicast: we and keepalived take over from each other, and nobody else hears it",
            scenarios::unicast),
        new Scenario(
            "unicast-ipv6",
            "Unicast over IPv6: we and keepalived take over from each other",
            scenarios::unicast6),
        new Scenario(
            "auth-pass",
            "VRRPv2 with a password: we and keepalived take over from each other",
            scenarios::password),
        new Scenario(
            "auth-pass-wrong",
            "VRRPv2 with another password: nothing of keepalived counts, and the status says so",
            scenarios::wrongPassword));
  }

  private String ipv6() throws IOException, InterruptedException {
    Instant start = Instant.now();
    String measured = bothWays(IPV6, IPV6, VIP6);

    List<NeighborAdvertisement> announced =
        peers
            .site()
            .observer()
            .seen(NeighborAdvertisement.class, start)
            .filter(one -> one.from().equals(peers.ours().mac()))
            .toList();
    for (String address : List.of("fe80::10", VIP6)) {
      Claim.that(
          announced.stream()
              .anyMatch(one -> one.overrides() && one.address().equals(literal(address))),
          "no neighbour advertisement for " + address + " that overrides: " + announced);
    }
    return measured;
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }

  private String unicast() throws IOException, InterruptedException {
    Host ours = peers.ours();
    Host theirs = peers.theirs();
    Instant start = Instant.now();
    String measured =
        bothWays(
            PLAIN.with(unicast(ours.address(), theirs.address())),
            PLAIN.with(
                "unicast_src_ip " + theirs.address(), "unicast_peer { " + ours.address() + " }"),
            PhotoSite.VIP);

    List<Advertisement> others =
        peers
            .site()
            .observer()
            .seen(Advertisement.class, start.plus(PeerGroup.INTERVAL))
            .filter(one -> one.destination().isMulticastAddress())
            .filter(one -> one.source() instanceof Inet4Address)
            .toList();
    Claim.equal(List.of(), others, "advertisements to everybody");
    return measured;
  }

  private String unicast6() throws IOException, InterruptedException {
    Host ours = peers.ours();
    Host theirs = peers.theirs();
    return bothWays(
        IPV6.with(unicast(ours.address6(), theirs.address6())),
        IPV6.with(
            "unicast_src_ip " + theirs.address6(), "unicast_peer { " + ours.address6() + " }"),
        VIP6);
  }

  private static String unicast(String source, String peer) {
    return "unicast { source = \"%s\", peers = [\"%s\"] }".formatted(source, peer);
  }

  private String password() throws IOException, InterruptedException {
    return bothWays(
        V2.with(ourPassword("secret")), V2.with(theirPassword("secret")), PhotoSite.VIP);
  }

  private String wrongPassword() throws IOException, InterruptedException {
    Instance ours = V2.ranked(LOW).with(ourPassword("secret"));
    peers.theyEnd();
    peers.weAre(ours);
    peers.awaitMaster(peers.ours(), ours);
    int before = refused();
    peers.theyAre(V2.ranked(MIDDLE).with(theirPassword("mistaken")));
    Claim.within(PeerGroup.PATIENCE, "what keepalived says is refused", () -> refused() > before);

    Claim.equal("MASTER", peers.status().state(), "our state");
    peers.theyEnd();
    return "";
  }

  private int refused() throws IOException {
    return peers.status().instance().path("rejected").path("AUTHENTICATION").asInt();
  }

  private static String ourPassword(String password) {
    return "authentication { type = password, password = \"%s\" }".formatted(password);
  }

  private static String theirPassword(String password) {
    return "authentication {\n    auth_type PASS\n    auth_pass " + password + "\n  }";
  }

  /**
   * keepalived leads and stops, and we take over; we outrank it when it is back; then it outranks
   * us.
   *
   * @param address at which the client asks who is there
   */
  private String bothWays(Instance ours, Instance theirs, String address)
      throws IOException, InterruptedException {
    peers.weFollow(ours.ranked(LOW), theirs.ranked(MIDDLE));
    try (EchoProbe probe = peers.site().probe(address)) {
      reaches(probe, peers.theirs());
      Instant fault = Instant.now();
      peers.keepalived().terminate();
      Election election = peers.election(ours);
      Advertisement first = election.awaitFirst(peers.ours(), fault, PeerGroup.PATIENCE);
      Advertisement goodbye = election.lastBefore(peers.theirs(), first.at());
      Duration took = Duration.between(goodbye.at(), first.at());
      Claim.equal(0, goodbye.priority(), "priority of keepalived's last advertisement");
      Claim.that(first.checksumGood(), "bad checksum in " + first);
      Claim.atMost(ours.ranked(LOW).election().takesOverAfterGoodbye(), took, "our takeover");
      reaches(probe, peers.ours());

      peers.weLead(ours.ranked(HIGH), theirs.ranked(MIDDLE));
      Instant calm = Instant.now();
      Claim.during(
          ours.election().interval().multipliedBy(4),
          "we are MASTER",
          () -> election.isMaster(peers.ours()));
      Claim.equal(List.of(), election.of(peers.theirs(), calm), "keepalived's advertisements");

      peers.weAre(ours.ranked(LOW));
      peers.awaitMaster(peers.theirs(), theirs);
      reaches(probe, peers.theirs());
      return "%d ms after the goodbye, allowed %d"
          .formatted(
              took.toMillis(), ours.ranked(LOW).election().takesOverAfterGoodbye().toMillis());
    }
  }

  private static void reaches(EchoProbe probe, Host host) throws IOException, InterruptedException {
    Claim.within(
        PeerGroup.PATIENCE,
        "the client reaches " + host.name(),
        () -> probe.last().by().equals(host.name()));
  }
}
