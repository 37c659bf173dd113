// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.netlink.route.Link;
import director.netlink.route.MacAddress;
import director.netlink.route.Macvlan;
import director.netlink.route.MacvlanMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class VmacPlanTest {
  private static final MacAddress VIRTUAL = MacAddress.of(new byte[] {0, 0, 0x5e, 0, 1, 51});
  private static final Link BASE = new Link(2, "eth0", true, true, false, Optional.empty(), 1500);
  private static final Macvlan WANTED = new Macvlan("vrrp.51", 2, VIRTUAL, MacvlanMode.PRIVATE);

  private static Link macvlan(boolean up, MacAddress mac, int parent, String kind) {
    return new Link(
        9,
        "vrrp.51",
        up,
        up,
        false,
        Optional.of(mac),
        1500,
        false,
        parent,
        kind,
        Optional.of(MacvlanMode.PRIVATE));
  }

  private static VmacPlan plan(Link... links) {
    NetworkView view = new NetworkView(List.of(links), List.of());
    return VmacPlan.of(view, "vrrp.51", "eth0", 51, false);
  }

  @Test
  @DisplayName("the hardware address has the VRID last, and tells the families apart")
  void mac() {
    assertEquals("00:00:5e:00:01:33", VmacPlan.mac(51, false).toString());
    assertEquals("00:00:5e:00:02:ff", VmacPlan.mac(255, true).toString());
  }

  @Test
  @DisplayName("what is missing is created, what is down is raised, what is right is left alone")
  void makes() {
    Link down = macvlan(false, VIRTUAL, 2, "macvlan");
    Link up = macvlan(true, VIRTUAL, 2, "macvlan");

    assertEquals(new VmacPlan.Create(WANTED), plan(BASE));
    assertEquals(new VmacPlan.Raise(down), plan(BASE, down));
    assertEquals(new VmacPlan.Ready(up), plan(BASE, up));
  }

  @Test
  @DisplayName("one of another VRID, or on an interface that is gone, is replaced")
  void replaces() {
    Link otherRouter =
        macvlan(true, MacAddress.of(new byte[] {0, 0, 0x5e, 0, 1, 52}), 2, "macvlan");
    Link otherParent = macvlan(true, VIRTUAL, 7, "macvlan");

    assertEquals(new VmacPlan.Replace(otherRouter, WANTED), plan(BASE, otherRouter));
    assertEquals(new VmacPlan.Replace(otherParent, WANTED), plan(BASE, otherParent));
  }

  @Test
  @DisplayName("what is somebody else's is not touched, and without its interface it waits")
  void waits() {
    Link bridge = macvlan(true, VIRTUAL, 0, "bridge");
    Link containers = macvlan(true, MacAddress.of(new byte[] {2, 0, 0, 0, 0, 1}), 2, "macvlan");
    VmacPlan.Wait foreign =
        new VmacPlan.Wait(
            "interface vrrp.51 exists and is not one of directord: give the vmac another name, or"
                + " delete it (ip link delete vrrp.51)");

    assertEquals(foreign, plan(BASE, bridge));
    assertEquals(foreign, plan(BASE, containers));
    assertEquals(new VmacPlan.Wait("interface eth0 does not exist"), plan());
  }
}
