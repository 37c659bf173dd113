// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.Configs;
import director.daemon.Tables;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.state.VirtualRouter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ElectionPlanTest {

  @Test
  @DisplayName("every word of a virtual router reaches the elector, addresses in their order")
  void everyWord() {
    List<InstanceOrders> orders =
        ElectionPlan.orders(
            Configs.of(
                    """
                    vrrp.instances {
                      thumbs {
                        interface = eth1
                        virtual-router-id = 52
                        version = 2
                        priority = 255
                        advertisement-interval = 3s
                        virtual-addresses = ["203.0.113.20"]
                      }
                      photos {
                        interface = eth0
                        virtual-router-id = 51
                        priority = 150
                        advertisement-interval = 250ms
                        virtual-addresses = ["203.0.113.12/24", "203.0.113.10/32"]
                        preempt-delay = 30s
                      }
                      videos {
                        interface = eth0
                        virtual-router-id = 53
                        virtual-addresses = ["203.0.113.30/24"]
                        preempt = false
                      }
                    }
                    """)
                .instances()
                .values());

    assertEquals(
        List.of(
            InstanceOrders.of(
                "photos",
                "eth0",
                51,
                new VirtualRouter(3, 150, Duration.ofMillis(250), true, Duration.ofSeconds(30)),
                List.of(virtual("203.0.113.12", 24), virtual("203.0.113.10", 32))),
            InstanceOrders.of(
                "thumbs",
                "eth1",
                52,
                new VirtualRouter(2, 255, Duration.ofSeconds(3), true, Duration.ZERO),
                List.of(virtual("203.0.113.20", 32))),
            InstanceOrders.of(
                "videos",
                "eth0",
                53,
                new VirtualRouter(3, 100, Duration.ofSeconds(1), false, Duration.ZERO),
                List.of(virtual("203.0.113.30", 24)))),
        orders);
  }

  private static VirtualAddress virtual(String address, int prefixLength) {
    return new VirtualAddress(Tables.address(address), prefixLength);
  }
}
