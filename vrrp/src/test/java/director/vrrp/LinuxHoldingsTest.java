// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.Wire;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinuxHoldingsTest {
  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final VirtualAddress PHOTOS =
      new VirtualAddress(Wire.ipv4("203.0.113.10"), 24, null, null, 0, null, false);
  private static final VirtualAddress ELSEWHERE =
      new VirtualAddress(Wire.ipv4("203.0.113.11"), 24, "eth1", null, 0, null, false);

  private final RecordingNetlink netlink = new RecordingNetlink("eth0", "eth1");
  private final Kernel kernel = new Kernel(netlink);
  private final LinuxHoldings holdings = new LinuxHoldings("eth0", LEASE, kernel);

  @BeforeEach
  void look() throws IOException {
    kernel.look(false);
  }

  private static long after(Duration since) {
    return System.nanoTime() + since.toNanos();
  }

  @Test
  @DisplayName("a lease that ended with its role is neither missed nor held against the next one")
  void leaseOfTheNextRole() throws IOException {
    holdings.add(PHOTOS);
    holdings.remove(PHOTOS);
    netlink.changes();

    String asBackup = holdings.renewLeases(after(Duration.ofHours(1)));
    holdings.add(PHOTOS);
    netlink.changes();
    String asMaster = holdings.renewLeases(after(LEASE.dividedBy(2)));

    assertEquals("", asBackup);
    assertEquals("", asMaster);
    assertEquals(1, netlink.changes().size());
  }

  @Test
  @DisplayName("an address whose interface is gone does not keep the others from being renewed")
  void renewsTheOthers() throws IOException {
    holdings.add(ELSEWHERE);
    holdings.add(PHOTOS);
    netlink.remove("eth1");
    kernel.look(false);
    netlink.changes();

    String refused = holdings.renewLeases(after(LEASE.dividedBy(2)));

    assertEquals("renew the lease: interface eth1 does not exist", refused);
    assertEquals(1, netlink.changes().size());
  }
}
