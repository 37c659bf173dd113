// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import director.netlink.linux.Epoll;
import director.netlink.linux.Errno;
import director.vrrp.net.KernelForm;
import director.vrrp.orders.Orders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a former life left")
class SweepTest {
  private static final VirtualAddress PHOTOS = new VirtualAddress(Wire.ipv4("203.0.113.10"), 24);
  private static final Orders FORMER =
      new Orders(Duration.ZERO, List.of(), List.of(), List.of(PHOTOS), List.of(), List.of());
  private static final Orders NOTHING = Orders.of(List.of());

  private static final String REMOVED =
      "203.0.113.10/24 was left by a former life of ours and is nobody's now: removed";

  /** Has the addresses that it was given, and refuses to give one back as often as it is told. */
  private static final class Reluctant implements Netlink {
    private static final int NEW_ADDRESS = 20;
    private static final int DELETE_ADDRESS = 21;
    private static final int GET_ADDRESS = 22;

    private final List<NetlinkMessage> addresses = new ArrayList<>();
    private int refusals;

    @Override
    public List<NetlinkMessage> request(NetlinkMessage request) throws NetlinkException {
      switch (request.type()) {
        case NEW_ADDRESS -> addresses.add(new NetlinkMessage(NEW_ADDRESS, 0, request.payload()));
        case DELETE_ADDRESS -> delete();
        case GET_ADDRESS -> {
          return List.copyOf(addresses);
        }
        default -> {}
      }
      return List.of();
    }

    private void delete() throws NetlinkException {
      if (refusals > 0) {
        refusals--;
        throw NetlinkException.refused("delete", Errno.EBUSY.intValue(), "");
      }
      addresses.clear();
    }

    @Override
    public void close() {}
  }

  private final Reluctant netlink = new Reluctant();
  private final Kernel kernel = new Kernel(netlink);
  private final List<String> told = new ArrayList<>();
  private Epoll epoll;
  private Elections elections;

  @BeforeEach
  void begin() throws IOException {
    epoll = Epoll.create();
    elections = new Elections(kernel, epoll, 1, change -> told.add(change.reason()));
    boolean unused = kernel.addresses.add(KernelForm.of(PHOTOS, 2, Duration.ZERO));
    elections.remember(FORMER);
  }

  @AfterEach
  void end() {
    elections.close();
    epoll.close();
  }

  @Test
  @DisplayName("is removed by the next order where the kernel refused it to the first")
  void nextOrder() {
    netlink.refusals = 1;

    elections.order(NOTHING);
    List<String> first = List.copyOf(told);
    elections.order(NOTHING);

    assertEquals(1, first.size());
    assertEquals(List.of(first.get(0), REMOVED), told);
    assertEquals(List.of(), netlink.addresses);
  }

  @Test
  @DisplayName("is not settled while anything of it could not be removed")
  void settling() {
    netlink.refusals = 2;

    elections.order(NOTHING);
    List<Boolean> clean = List.of(elections.sweep(), elections.sweep(), elections.sweep());

    assertEquals(List.of(false, true, true), clean);
    assertEquals(List.of(), netlink.addresses);
  }

  @Test
  @DisplayName("stays, and stays known, until somebody orders something")
  void unordered() {
    boolean settled = elections.sweep();
    boolean clean = elections.clean();

    assertEquals(List.of(false, false), List.of(settled, clean));
    assertEquals(1, netlink.addresses.size());
  }

  @Test
  @DisplayName("is tried once more at an orderly end, which tells whether it is gone")
  void atTheEnd() {
    netlink.refusals = 2;

    elections.order(NOTHING);
    List<Boolean> clean = List.of(elections.clean(), elections.clean());

    assertEquals(List.of(false, true), clean);
    assertEquals(List.of(), netlink.addresses);
  }
}
