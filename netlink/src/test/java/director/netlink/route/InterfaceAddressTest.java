// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InterfaceAddressTest {
  private final InetAddress ipv4 = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 10});
  private final InetAddress ipv6 = InetAddress.getByName("2001:db8::10");

  InterfaceAddressTest() throws Exception {}

  @Test
  @DisplayName("is the same as another by link, address and prefix alone")
  void sameness() {
    InterfaceAddress address = InterfaceAddress.of(2, ipv4, 24);

    assertTrue(address.isSameAs(address.withProtocol(112).withFlags(AddressFlag.NO_DAD)));
    assertFalse(address.isSameAs(InterfaceAddress.of(3, ipv4, 24)));
    assertFalse(address.isSameAs(InterfaceAddress.of(2, ipv4, 25)));
    assertFalse(address.isSameAs(InterfaceAddress.of(2, ipv6, 24)));
    assertFalse(address.isSameAs(address.withPeer(ipv4)));
    assertTrue(address.isSameAs(address.withLabel("v0").withScope(Scope.LINK)));
    assertTrue(address.isSameAs(address.withLifetime(Lifetime.of(Duration.ofSeconds(3)))));
  }

  @Test
  @DisplayName("keeps a copy of its flags, in the order of their declaration")
  void copiesFlags() {
    EnumSet<AddressFlag> flags = EnumSet.of(AddressFlag.PERMANENT, AddressFlag.NO_DAD);

    InterfaceAddress address =
        new InterfaceAddress(
            2,
            ipv6,
            64,
            Optional.empty(),
            Optional.empty(),
            "",
            Scope.UNIVERSE,
            0,
            flags,
            Lifetime.FOREVER);
    flags.clear();

    assertEquals(List.of(AddressFlag.NO_DAD, AddressFlag.PERMANENT), List.copyOf(address.flags()));
    assertTrue(address.has(AddressFlag.NO_DAD));
    assertFalse(address.has(AddressFlag.TENTATIVE));
    assertThrows(UnsupportedOperationException.class, () -> address.flags().clear());
  }

  @Test
  @DisplayName("is written as ip addr writes it, in IPv6 without abbreviation")
  void cidr() {
    assertEquals("192.0.2.10/24", InterfaceAddress.of(2, ipv4, 24).cidr());
    assertEquals("2001:db8:0:0:0:0:0:10/128", InterfaceAddress.of(2, ipv6, 128).cidr());
    assertEquals(
        "192.0.2.10 peer 192.0.2.10/32", InterfaceAddress.of(2, ipv4, 32).withPeer(ipv4).cidr());
  }

  @Test
  @DisplayName("refuses prefix lengths of the wrong family, and protocols beyond a byte")
  void refuses() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> InterfaceAddress.of(2, ipv4, 33));

    assertEquals("192.0.2.10: prefix length 33, not in 0..32", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> InterfaceAddress.of(2, ipv4, -1));
    assertThrows(IllegalArgumentException.class, () -> InterfaceAddress.of(2, ipv6, 129));
    assertThrows(
        IllegalArgumentException.class, () -> InterfaceAddress.of(2, ipv6, 64).withProtocol(256));
    assertThrows(
        IllegalArgumentException.class, () -> InterfaceAddress.of(2, ipv6, 64).withLabel("v0"));
    assertThrows(
        IllegalArgumentException.class, () -> InterfaceAddress.of(2, ipv6, 64).withPeer(ipv4));
    assertThrows(
        IllegalArgumentException.class, () -> InterfaceAddress.of(2, ipv6, 64).withBroadcast(ipv4));
    assertEquals(Set.of(), InterfaceAddress.of(2, ipv4, 0).flags());
  }
}
