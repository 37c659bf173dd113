// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.elector.FromElector.Changed;
import director.daemon.elector.FromElector.Hello;
import director.daemon.elector.ToElector.Order;
import director.daemon.elector.ToElector.Stop;
import director.vrrp.ElectionListener.Change;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpState;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ElectorCodecTest {
  private static final String ORDER =
      """
      {"say":"order","orders":{"startDelay":"PT0S","instances":[{"name":"photos",\
      "interfaceName":"eth0","virtualRouterId":51,"router":{"version":3,"priority":150,\
      "interval":"PT0.01S","preempt":true,"preemptDelay":"PT0S"},\
      "checksum":"WITH_PSEUDO_HEADER","transport":{"kind":"multicast","group":"224.0.0.18"},\
      "authentication":{"kind":"none"},"addresses":[{"address":"203.0.113.10",\
      "prefixLength":24,"device":null,"label":null,"scope":0,"peer":null,\
      "detectsDuplicates":false}],"excluded":[],"routes":[],"rules":[],"vmac":null,\
      "announcing":{"burst":5,"again":"PT5S","refresh":"PT1M","pace":"PT0S"},\
      "witnesses":{"gateway":false,"addresses":[]},"onAddressLoss":"RESTORE",\
      "lease":"PT0S","tracked":[],"tracksInterface":true}],"groups":[],"addresses":[],\
      "routes":[],"rules":[]}}\
      """;

  private static Order order() throws IOException {
    return new Order(
        Orders.of(
            List.of(
                InstanceOrders.of(
                    "photos",
                    "eth0",
                    51,
                    new VirtualRouter(3, 150, Duration.ofMillis(10), true, Duration.ZERO),
                    List.of(new VirtualAddress(InetAddress.getByName("203.0.113.10"), 24))))));
  }

  @Test
  @DisplayName("orders go over the line as they always did, and come back as they were")
  void orders() throws IOException {
    assertEquals(ORDER, ElectorCodec.encode(order()));
    assertEquals(order(), ElectorCodec.decode(ORDER, ToElector.class));
  }

  @Test
  @DisplayName("every other message comes back as it was")
  void others() throws IOException {
    Changed changed =
        new Changed(
            new Change(
                Instant.parse("2026-11-22T05:28:00.123Z"),
                "photos",
                VrrpState.BACKUP,
                VrrpState.MASTER,
                "192.0.2.1 (priority 150) was silent for 3.609 s"));
    Hello hello = new Hello(4711, "0.1.0");
    Stop stop = new Stop("the director was stopped");

    assertEquals(changed, ElectorCodec.decode(ElectorCodec.encode(changed), FromElector.class));
    assertEquals(hello, ElectorCodec.decode(ElectorCodec.encode(hello), FromElector.class));
    assertEquals(stop, ElectorCodec.decode(ElectorCodec.encode(stop), ToElector.class));
  }

  @Test
  @DisplayName("what a newer version says beyond what we know is passed over")
  void newerVersion() throws IOException {
    String newer = ORDER.replace("\"name\":\"photos\"", "\"name\":\"photos\",\"colour\":[1,{}]");

    assertEquals(order(), ElectorCodec.decode(newer, ToElector.class));
  }

  @Test
  @DisplayName("what is no message is an error of the line, and of nothing else")
  void garbage() {
    for (String line : List.of("", "{", "[]", "{\"say\":\"dance\"}", "null", "null and void")) {
      assertThrows(IOException.class, () -> ElectorCodec.decode(line, ToElector.class), line);
    }
  }
}
