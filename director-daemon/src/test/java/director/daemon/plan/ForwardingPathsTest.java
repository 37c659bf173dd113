// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.daemon.Configs.photos;
import static director.daemon.Configs.services;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.CheckOrder;
import director.healthcheck.request.ProbePath;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.VirtualService.FirewallMark;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ForwardingPathsTest {
  private static final String CHECK = "{ type = https, host = x.test, through = forwarding-path }";

  private static List<String> lines(Collection<IpvsTable.Entry> entries) {
    return entries.stream().map(IpvsTable.Entry::describe).toList();
  }

  private static List<Long> marks(ForwardingPaths paths) {
    return paths.entries().stream()
        .map(entry -> ((FirewallMark) entry.service().id()).mark())
        .toList();
  }

  @Test
  @DisplayName("each way is a firewall mark with one server, whatever weighs the server")
  void entries() {
    ForwardingPaths paths = ForwardingPaths.of(services(photos(CHECK)), way -> way.length());

    assertEquals(
        List.of(
            "fwmark 1560281121 IPv4 scheduler wrr, real servers: 10.0.0.11:0 weight 1",
            "fwmark 1560281122 IPv4 scheduler wrr, real servers: 10.0.0.12:0 weight 1"),
        lines(paths.entries()));
  }

  @Test
  @DisplayName("without such a check there are none")
  void none() {
    assertEquals(List.of(), lines(ForwardingPaths.of(services(photos("= none"))).entries()));
    assertEquals(
        List.of(), lines(ForwardingPaths.of(services(photos("{ type = tcp }"))).entries()));
  }

  @Test
  @DisplayName("marks are those of every director and reload, and lie in 0x5D000000..0x5DFFFFFF")
  void stable() {
    List<Long> both = marks(ForwardingPaths.of(services(photos(CHECK))));
    String more =
        photos(CHECK)
            .replace("router1.address", "router0.address = \"10.0.0.10\"\nrouter1.address");
    List<Long> three = marks(ForwardingPaths.of(services(more)));

    assertEquals(List.of(1_568_787_429L, 1_565_108_019L), both);
    assertTrue(three.containsAll(both), three::toString);
    assertTrue(
        three.stream().allMatch(mark -> mark >= 0x5D00_0000L && mark <= 0x5DFF_FFFFL),
        three::toString);
  }

  @Test
  @DisplayName("a place that is taken, also by the configuration's own marks, gives the next one")
  void collisions() {
    String own =
        """
        services.marked {
          fwmark = 1560281088
          check { type = tcp, port = 80, mark = 1560281090 }
          real-servers { router3.address = "10.0.0.13" }
        }
        """;

    List<Long> marks = marks(ForwardingPaths.of(services(photos(CHECK) + own), way -> 0));

    assertEquals(List.of(1_560_281_089L, 1_560_281_091L), marks);
  }

  @Test
  @DisplayName("after the last place comes the first, and a hash may be negative")
  void around() {
    assertEquals(
        List.of(0x5DFF_FFFFL, 0x5D00_0000L),
        marks(ForwardingPaths.of(services(photos(CHECK)), way -> -1)));
  }

  private static Stream<CheckOrder> orders(Map<InetAddress, InetAddress> sources) {
    return CheckPlan.of(services(photos(CHECK)), Map.of(), sources).orders().values().stream();
  }

  @Test
  @DisplayName("the check asks the virtual address with the mark, from an address of this host")
  void question() throws Exception {
    InetAddress router1 = InetAddress.getByName("10.0.0.11");
    InetAddress self = InetAddress.getByName("10.0.0.2");

    CheckOrder order =
        orders(Map.of(router1, self))
            .filter(one -> one.question().path().source().equals(Optional.of(self)))
            .findFirst()
            .orElseThrow();

    assertEquals(
        new InetSocketAddress(InetAddress.getByName("203.0.113.10"), 443),
        order.question().target());
    assertEquals(
        new ProbePath(Optional.of(self), Optional.empty(), OptionalInt.of(1_568_787_429)),
        order.question().path());
  }

  @Test
  @DisplayName(
      "where no source is known it is one that cannot be had, and never the kernel's choice")
  void noSource() throws Exception {
    List<Optional<InetAddress>> sources =
        orders(Map.of())
            .map(order -> order.question().path().source())
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList();

    assertEquals(
        List.of(
            Optional.of(InetAddress.getByName("10.0.0.11")),
            Optional.of(InetAddress.getByName("10.0.0.12"))),
        sources);
  }

  @Test
  @DisplayName("ways are among the services that are ours")
  void owned() {
    assertEquals(3, ServicePlan.idsOf(services(photos(CHECK))).size());
    assertEquals(1, ServicePlan.idsOf(services(photos("= none"))).size());
  }
}
