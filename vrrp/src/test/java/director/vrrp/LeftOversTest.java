// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.netlink.route.InterfaceAddress;
import director.netlink.route.Route;
import director.vrrp.net.KernelForm;
import director.vrrp.net.NetworkView;
import director.vrrp.net.RoutingView;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRule;
import director.vrrp.packet.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of all that carries our mark")
class LeftOversTest {
  private static final VirtualAddress PHOTOS = new VirtualAddress(Wire.ipv4("203.0.113.10"), 24);
  private static final VirtualAddress MAIL = new VirtualAddress(Wire.ipv4("203.0.113.20"), 24);
  private static final VirtualRule RULE = rule(100);
  private static final VirtualRule OTHER = rule(200);

  private final InterfaceAddress photos = KernelForm.of(PHOTOS, 2, Duration.ZERO);
  private final InterfaceAddress mail = KernelForm.of(MAIL, 3, Duration.ZERO);
  private final LeftOvers all =
      LeftOvers.of(
          new NetworkView(List.of(), List.of(photos, mail)),
          new RoutingView(List.of(), List.of(KernelForm.of(RULE), KernelForm.of(OTHER))));

  private static VirtualRule rule(int priority) {
    return new VirtualRule(
        false, null, null, null, null, null, 0xffffffff, priority, VirtualRule.Action.LOOKUP, 100);
  }

  @Test
  @DisplayName("only what was ordered here is ours, and of that only what nobody needs any more")
  void ours() {
    Marks ordered = Marks.of(List.of(PHOTOS, RULE));

    assertEquals(
        new LeftOvers(List.of(photos), List.of(), List.of(KernelForm.of(RULE))),
        all.among(ordered));
    assertEquals(
        new LeftOvers(List.of(), List.of(), List.of(KernelForm.of(RULE))),
        all.among(ordered).except(Marks.of(List.of(PHOTOS))));
    assertEquals(List.of("203.0.113.20/24", "rule 200"), all.except(ordered).words());
  }

  @Test
  @DisplayName("who was never ordered anything owns nothing")
  void nothing() {
    LeftOvers none = new LeftOvers(List.of(), List.of(), List.of());

    assertEquals(none, all.among(Marks.NONE));
    assertEquals(all, all.except(Marks.NONE));
  }

  @Test
  @DisplayName("an address without the mark is an interface's own, whatever was ordered")
  void unmarked() {
    InterfaceAddress own = photos.withProtocol(0);

    LeftOvers found = LeftOvers.of(new NetworkView(List.of(), List.of(own)), RoutingView.NONE);

    assertEquals(new LeftOvers(List.of(), List.of(), List.of()), found);
    assertEquals(Route.DIRECTORD, photos.protocol());
  }

  @Test
  @DisplayName("two orders are ours together")
  void both() {
    Marks both = Marks.of(List.of(PHOTOS)).and(Marks.of(List.of(MAIL, OTHER)));

    assertEquals(List.of("rule 100"), all.except(both).words());
  }
}
