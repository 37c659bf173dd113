// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Rig.FIRST;
import static director.vrrp.Rig.OURS;
import static director.vrrp.Rig.SECOND;
import static director.vrrp.Rig.afterMillis;
import static director.vrrp.Rig.orders;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.packet.IpPacket;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.state.Convergence;
import director.vrrp.state.VrrpState;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is wrong in the neighbourhood is in the status, with a remedy, for as long as it lasts. */
class InstanceWarnsTest {

  private static List<String> warnings(Rig rig, long now) {
    return rig.instance
        .status(
            new Surroundings(
                now, Duration.ZERO, Set.of(), null, Map.of(), List.of(), Convergence.NONE))
        .warnings();
  }

  private static IpPacket packet(Inet4Address source, int version, int priority) {
    VrrpAdvertisement advertisement =
        new VrrpAdvertisement(version, 51, priority, SECOND, List.of(FIRST.address()));
    return new IpPacket(
        source,
        VrrpAdvertisement.GROUP,
        255,
        advertisement.encode(source, VrrpAdvertisement.GROUP, Checksum.WITH_PSEUDO_HEADER));
  }

  @Test
  @DisplayName("two owners: told once, shown for a minute, and the higher address wins")
  void twoOwners() {
    Rig rig = Rig.master(orders(255));
    String warning =
        "192.0.2.200 advertises priority 255 as we do: only one can own the addresses, and the"
            + " higher address decides; lower the priority of one of both";

    rig.hear(255, afterMillis(100));
    rig.hear(255, afterMillis(1100));

    assertEquals(VrrpState.BACKUP, rig.instance.state());
    assertEquals(List.of(warning), warnings(rig, afterMillis(1200)));
    assertEquals(
        List.of(
            "MASTER MASTER: " + warning,
            "MASTER BACKUP: yields to 192.0.2.200 (priority 255): same priority, higher address"),
        rig.told());
    assertEquals(List.of(), warnings(rig, afterMillis(61_200)));
  }

  @Test
  @DisplayName("somebody who sends from our address changes nothing, but is warned of")
  void ourAddress() {
    Rig rig = Rig.master(orders(100));

    rig.instance.receive(packet(OURS, 3, 100), afterMillis(100));

    assertEquals(VrrpState.MASTER, rig.instance.state());
    assertEquals(
        List.of(
            "drops what 192.0.2.5 sends: sent from our own address; another host has our address,"
                + " or the segment returns what we send"),
        warnings(rig, afterMillis(200)));
  }

  @Test
  @DisplayName("somebody of another version is warned of: both can be MASTER")
  void anotherVersion() {
    Rig rig = Rig.master(orders(100));

    rig.instance.receive(packet(Rig.PEER, 2, 150), afterMillis(100));

    assertEquals(VrrpState.MASTER, rig.instance.state());
    assertEquals(
        List.of(
            "drops what 192.0.2.200 sends: version 2, expected 3; as long as that is so both can be"
                + " MASTER: configure both alike"),
        warnings(rig, afterMillis(200)));
  }

  @Test
  @DisplayName("a master that speaks as it should is no reason to warn")
  void nothingToWarnOf() {
    Rig rig = Rig.backup(orders(100));

    rig.hear(150, afterMillis(100));

    assertEquals(List.of(), warnings(rig, afterMillis(200)));
  }
}
