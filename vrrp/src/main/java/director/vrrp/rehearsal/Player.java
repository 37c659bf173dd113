// SPDX-License-Identifier: Apache-2.0
package director.vrrp.rehearsal;

import director.netlink.linux.ErrnoException;
import director.vrrp.ElectionListener;
import director.vrrp.Elector;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An elector on the stage, on a thread of its own. */
final class Player implements ElectionListener, AutoCloseable {
  private static final int ID = 1;
  private static final String VIRTUAL_ADDRESS = "198.51.100.100";
  private static final int PREFIX_LENGTH = 24;

  /** The shortest there is. */
  private static final Duration INTERVAL = Duration.ofMillis(10);

  private static final Orders NOTHING = Orders.of(List.of());

  private final LinkedBlockingQueue<VrrpState> states = new LinkedBlockingQueue<>();
  private final Elector elector;
  private final Orders part;

  private Player(Orders part) throws ErrnoException {
    this.part = part;
    this.elector = Elector.open(this);
  }

  /**
   * Puts one on the calling thread's stage, without a part yet.
   *
   * @param priority 1..254
   */
  static Player on(String interfaceName, int priority) throws ErrnoException, UnknownHostException {
    VirtualRouter router = new VirtualRouter(3, priority, INTERVAL, true, Duration.ZERO);
    InetAddress address = InetAddress.getByName(VIRTUAL_ADDRESS);
    VirtualAddress virtual = new VirtualAddress(address, PREFIX_LENGTH);
    Player player =
        new Player(
            Orders.of(
                List.of(
                    InstanceOrders.of("rehearsal", interfaceName, ID, router, List.of(virtual)))));
    Thread thread = new Thread(player.elector, "rehearsal-" + interfaceName);
    thread.setDaemon(true);
    thread.start();
    return player;
  }

  /** Lets it take part in the election. */
  void enter() {
    elector.order(part);
  }

  /** Lets it resign. */
  void leave() {
    elector.order(NOTHING);
  }

  /**
   * Waits until it has come to be so.
   *
   * @return false if it has not within {@code patience}
   */
  boolean becomes(VrrpState state, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      VrrpState next = states.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null || next == state) {
        return next != null;
      }
    }
  }

  @Override
  public void changed(Change change) {
    if (change.from() != change.to()) {
      states.add(change.to());
    }
  }

  /** Ends it soon; what the kernel kept for it goes with the stage. */
  @Override
  public void close() {
    elector.stop("the rehearsal is over");
  }
}
