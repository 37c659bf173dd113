// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.lab.site.IpvsTable.Counters;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IpvsTableTest {
  @Test
  @DisplayName("of ipvsadm -Sn the real servers behind direct routing are read, with their weights")
  void servers() {
    String rules =
        """
        -A -t 192.0.2.10:443 -s wrr
        -a -t 192.0.2.10:443 -r 192.0.2.21:443 -g -w 1
        -a -t 192.0.2.10:443 -r 192.0.2.22:443 -g -w 0
        -a -t 192.0.2.10:443 -r 192.0.2.23:443 -m -w 1
        """;

    assertEquals(Map.of("192.0.2.21", 1, "192.0.2.22", 0), IpvsTable.servers(rules));
  }

  @Test
  @DisplayName("of ipvsadm --stats --exact the service's counters are read")
  void counters() {
    String statistics =
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes
          -> RemoteAddress:Port
        TCP  192.0.2.10:443                     30      247        2    37114       80
          -> 192.0.2.21:443                     10       90        0    12820        0
        """;

    assertEquals(new Counters(30, 247, 2, 37114, 80), IpvsTable.counters(statistics));
  }

  @Test
  @DisplayName("an empty table has empty counters")
  void empty() {
    assertEquals(new Counters(0, 0, 0, 0, 0), IpvsTable.counters("IP Virtual Server version\n"));
  }

  @Test
  @DisplayName("reads the counters of one service's servers, and not those of its neighbours")
  void readsServersOfOneService() {
    String statistics =
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes
          -> RemoteAddress:Port
        TCP  192.0.2.10:7001                    12       60        0     3216        0
          -> 192.0.2.21:7001                     4       20        0     1072        0
          -> 192.0.2.22:7001                     8       40        0     2144        0
        UDP  192.0.2.10:7001                     3        3        0       87        0
          -> 192.0.2.21:7001                     3        3        0       87        0
        """;

    SortedMap<String, Counters> counters = IpvsTable.counters(statistics, "TCP 192.0.2.10:7001");

    assertEquals(
        Map.of(
            "192.0.2.21:7001", new Counters(4, 20, 0, 1072, 0),
            "192.0.2.22:7001", new Counters(8, 40, 0, 2144, 0)),
        counters);
  }
}
