// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.lab.site.Connections.Connection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  @Test
  @DisplayName("reads the kernel's table of connections, without its heading and without IPv6")
  void reads() {
    List<String> lines =
        """
        Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
        TCP C0000265 D431 C000020A 0050 C0000215 0050 ESTABLISHED     897
        UDP 0A630001 4E20 C0000232 1771 C0000217 1771 UDP             299
        TCP 2001:0db8:0000:0000:0000:0000:0000:0101 D431 2001:0db8:0000:0000:0000:0000:0000:0010 0050 2001:0db8:0000:0000:0000:0000:0000:0021 0050 ESTABLISHED     897
        """
            .lines()
            .toList();

    Connections connections = Connections.parse(lines);

    Connection download =
        new Connection("192.0.2.101:54321", "192.0.2.10:80", "192.0.2.21:80", "ESTABLISHED");
    Connection datagram =
        new Connection("10.99.0.1:20000", "192.0.2.50:6001", "192.0.2.23:6001", "UDP");
    assertEquals(new Connections(List.of(download, datagram)), connections);
    assertEquals(List.of(datagram), connections.to("192.0.2.50:6001").all());
    assertEquals(List.of(download), connections.in("ESTABLISHED").all());
  }
}
