// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Holding;
import director.vrrp.orders.Orders;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Addresses, routes and rules that are there for as long as we run, whoever is MASTER. */
final class StaticHoldings {
  private final LinuxHoldings kernel;
  private final Consumer<String> tell;
  private final Refusals refusals = new Refusals();
  private List<Holding> wanted = List.of();

  /**
   * None yet.
   *
   * @param tell takes sentences for people
   */
  StaticHoldings(Kernel kernel, Consumer<String> tell) {
    this.kernel = new LinuxHoldings("", Duration.ZERO, kernel);
    this.tell = tell;
  }

  List<Holding> wanted() {
    return wanted;
  }

  void order(Orders orders) {
    List<Holding> next = new ArrayList<>(orders.addresses());
    next.addAll(orders.routes());
    next.addAll(orders.rules());
    List<Holding> gone = new ArrayList<>(wanted);
    gone.removeAll(next);
    wanted = List.copyOf(next);
    remove(gone);
  }

  /** Puts there what is not. */
  void restore() {
    Set<Holding> present = kernel.present(wanted);
    for (Holding holding : wanted) {
      if (!present.contains(holding)) {
        attempt(holding, "add", () -> kernel.add(holding));
      }
    }
  }

  /** Takes all of it away. */
  void remove() {
    remove(wanted);
    wanted = List.of();
  }

  private void remove(List<Holding> gone) {
    List<Holding> last = new ArrayList<>(gone);
    Collections.reverse(last);
    last.forEach(holding -> attempt(holding, "remove", () -> kernel.remove(holding)));
  }

  private interface Change {
    void make() throws IOException;
  }

  private void attempt(Holding holding, String what, Change change) {
    try {
      change.make();
      refusals.remove(holding.toString());
    } catch (IOException e) {
      if (refusals.add(holding.toString(), what + " static " + holding + ": " + e.getMessage())) {
        tell.accept("cannot " + what + " static " + holding + ": " + e.getMessage());
      }
    }
  }
}
