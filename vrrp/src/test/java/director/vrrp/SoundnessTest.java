// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.vrrp.orders.Authentication;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.Transport;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.Vmac;
import director.vrrp.packet.Wire;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SoundnessTest {
  private static final InstanceOrders PHOTOS = Hosted.photos(100);

  private static String refusal(InstanceOrders orders) {
    Orders all = Orders.of(List.of(orders));
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Soundness.check(all)).getMessage());
  }

  private static InstanceOrders with(VirtualAddress address, @Nullable Vmac vmac) {
    return new InstanceOrders(
        PHOTOS.name(),
        PHOTOS.interfaceName(),
        PHOTOS.virtualRouterId(),
        PHOTOS.router(),
        PHOTOS.checksum(),
        PHOTOS.transport(),
        PHOTOS.authentication(),
        List.of(address),
        PHOTOS.excluded(),
        PHOTOS.routes(),
        PHOTOS.rules(),
        vmac,
        PHOTOS.announcing(),
        PHOTOS.witnesses(),
        PHOTOS.onAddressLoss(),
        PHOTOS.lease(),
        PHOTOS.tracked(),
        PHOTOS.tracksInterface());
  }

  @Test
  @DisplayName("an active key that is not among the keys is found before anything changes")
  void unknownKey() {
    Authentication hmac =
        new Authentication.Hmac(
            Authentication.Mode.ENFORCE,
            List.of(new Authentication.Key(1, "00".repeat(32))),
            2,
            Authentication.AntiReplay.TIME,
            Duration.ofSeconds(30));

    String refusal = refusal(Rig.speaking(PHOTOS, PHOTOS.transport(), hmac));

    assertEquals("photos: no key has the id 2", refusal);
  }

  @Test
  @DisplayName("a unicast peer of the other family is found before anything changes")
  void peerOfTheOtherFamily() {
    Transport unicast =
        new Transport.Unicast(
            Rig.OURS, List.of(new Transport.Peer(Wire.ipv6("fe80::2"), 0, 255)), 255, true);

    String refusal = refusal(Rig.speaking(PHOTOS, unicast, PHOTOS.authentication()));

    assertEquals(
        "photos: fe80:0:0:0:0:0:0:2 is not of the family of the first virtual address", refusal);
  }

  @Test
  @DisplayName("an address that the kernel cannot have is found before anything changes")
  void prefixTooLong() {
    VirtualAddress address = new VirtualAddress(Wire.ipv4("203.0.113.10"), 33);

    assertEquals(
        "photos: 203.0.113.10: prefix length 33, not in 0..32", refusal(with(address, null)));
    assertDoesNotThrow(() -> Soundness.check(Orders.of(List.of(PHOTOS))));
  }

  @Test
  @DisplayName("with another macvlan a virtual router is another one, for its addresses live there")
  void anotherVmac() {
    InstanceOrders before = with(Hosted.PHOTOS, new Vmac("vrrp.51", false));

    assertFalse(with(Hosted.PHOTOS, new Vmac("photos", false)).continues(before));
  }
}
