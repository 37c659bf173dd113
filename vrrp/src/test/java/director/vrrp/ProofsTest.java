// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.netlink.linux.Epoll;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Witnesses;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProofsTest {
  private static InstanceOrders owner(int virtualRouterId) {
    InstanceOrders orders =
        InstanceOrders.of(
            "photos" + virtualRouterId,
            "eth0",
            virtualRouterId,
            new VirtualRouter(3, VirtualRouter.OWNER, Rig.SECOND, true, Duration.ZERO),
            List.of(Hosted.PHOTOS));
    return Rig.witnessed(orders, new Witnesses(true, List.of(), Rig.SECOND));
  }

  @Test
  @DisplayName("many that take over in one turn look for the gateway once: each look takes long")
  void oneLook() throws IOException {
    RecordingNetlink netlink = new RecordingNetlink("eth0");
    Kernel kernel = new Kernel(netlink);
    kernel.look(false);
    VrrpInstance first = Rig.backup(owner(51)).instance;
    VrrpInstance second = Rig.backup(owner(52)).instance;
    assertEquals(
        List.of(VrrpState.MASTER, VrrpState.MASTER), List.of(first.state(), second.state()));

    try (Epoll epoll = Epoll.create();
        Segments segments = new Segments(() -> 1, epoll);
        Proofs proofs = new Proofs(kernel, segments, () -> 2, epoll)) {
      proofs.follow(List.of(first, second), Rig.START);
    }

    assertEquals(2, netlink.routeDumps());
  }
}
