// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.packet.Wire.ipv4;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import director.netlink.LinuxNetlink;
import director.netlink.linux.NetworkNamespace;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.Prefix;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRoute.Type;
import director.vrrp.state.VirtualRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two of ours with the same mark in one network. Needs root, ip(8) and Linux 5.18. */
@Tag("lab")
class ReleaseLabTest {
  private static final Orders OURS = orders("203.0.113.10", "198.51.100.0");
  private static final Orders OURS_BEFORE = orders("203.0.113.11", "198.51.101.0");
  private static final Orders THEIRS = orders("203.0.113.20", "198.51.102.0");

  private LabHost host;

  @BeforeEach
  void connect() throws IOException {
    host = new LabHost("release");
    host.ip("link add eth0 type veth peer name eth1");
    host.ip("link set eth1 up");
    host.ip("link set eth0 up");
    host.ip("addr add 192.0.2.1/24 dev eth0");
  }

  @AfterEach
  void disconnect() throws Exception {
    try (LabHost last = host) {
      assertFalse(last == null);
    }
  }

  private static Orders orders(String address, String network) {
    VirtualRoute route =
        new VirtualRoute(
            Type.UNICAST,
            new Prefix(ipv4(network), 24),
            null,
            "eth0",
            null,
            VirtualRoute.MAIN,
            0,
            null,
            false,
            0,
            List.of());
    return new Orders(
        Duration.ZERO,
        List.of(
            InstanceOrders.of(
                "photos",
                "eth0",
                51,
                new VirtualRouter(3, 150, Duration.ofSeconds(1), true, Duration.ZERO),
                List.of(new VirtualAddress(ipv4(address), 32)))),
        List.of(),
        List.of(),
        List.of(route),
        List.of());
  }

  private interface Deed {
    void of(Kernel kernel) throws IOException;
  }

  /** In the network of the host, which a thread enters for good. */
  private void there(Deed deed) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable entering =
        () -> {
          try {
            NetworkNamespace.enter(host.name());
            try (Kernel kernel = new Kernel(LinuxNetlink.open(LinuxNetlink.ROUTE))) {
              kernel.look(true);
              deed.of(kernel);
            }
            done.complete(null);
          } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
          }
        };
    new Thread(entering, "release").start();
    done.orTimeout(40, TimeUnit.SECONDS).join();
  }

  private void hold(Orders orders) {
    there(
        kernel -> {
          LinuxHoldings held = new LinuxHoldings("eth0", Duration.ZERO, kernel);
          for (Holding holding : orders.instances().get(0).holdings()) {
            held.add(holding);
          }
          for (Holding holding : orders.routes()) {
            held.add(holding);
          }
        });
  }

  private List<String> release(Orders last, Orders before) {
    List<String> told = new ArrayList<>();
    there(kernel -> Release.of(kernel, last, before, told::add));
    return told;
  }

  private boolean has(String text) throws IOException {
    return (host.ip("addr show dev eth0") + host.ip("route show")).contains(text);
  }

  @Test
  @DisplayName("takes what this one held, now or before, and leaves what another one holds")
  void leavesOthers() throws Exception {
    hold(OURS_BEFORE);
    hold(OURS);
    hold(THEIRS);

    List<String> told = release(OURS, OURS_BEFORE);

    assertEquals(
        List.of(
            "203.0.113.10/32: removed",
            "198.51.100.0/24 dev eth0: removed",
            "203.0.113.11/32 was left by a former life of ours and is nobody's now: removed",
            "route 198.51.101.0/24 in table 254, metric 0 was left by a former life of ours and is nobody's now: removed",
            "left alone, for another directord in this network may have put it there:"
                + " 203.0.113.20/32, route 198.51.102.0/24 in table 254, metric 0"),
        told);
    assertEquals(
        List.of(false, false, false, false, true, true, true),
        List.of(
            has("203.0.113.10"),
            has("203.0.113.11"),
            has("198.51.100.0"),
            has("198.51.101.0"),
            has("203.0.113.20"),
            has("198.51.102.0"),
            has("192.0.2.1/24")));
  }

  @Test
  @DisplayName("an elector that knows its former life sweeps that, and nothing of another one's")
  void electorLeavesOthers() throws Exception {
    hold(OURS_BEFORE);
    hold(THEIRS);

    host.elect(OURS.instances().get(0), OURS_BEFORE);
    host.awaitAddress("203.0.113.10", true);

    assertEquals(
        List.of(false, false, true, true),
        List.of(
            has("203.0.113.11"), has("198.51.101.0"), has("203.0.113.20"), has("198.51.102.0")));
    host.stop();
  }
}
