// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.fact;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A network interface of this host.
 *
 * @param mac empty when it has none
 * @param kind such as "macvlan", "bond"; empty for hardware
 * @param addresses with their prefix lengths
 * @param reversePathFilter the larger of rp_filter for all and for it: 0 off, 1 strict, 2 loose
 * @param arpIgnore the larger of arp_ignore for all and for it
 * @param hasDefaultRoute whether one of IPv4 leaves by it
 * @param offloads features that are on, as {@code ethtool -k} names them
 * @param owner who else manages it; empty when nobody does
 */
public record Nic(
    String name,
    int index,
    boolean up,
    boolean loopback,
    String mac,
    String kind,
    List<Cidr> addresses,
    int reversePathFilter,
    int arpIgnore,
    boolean hasDefaultRoute,
    Known<SortedSet<String>> offloads,
    Known<Optional<Owner>> owner) {
  public Nic {
    addresses = List.copyOf(addresses);
  }

  /** An address with its prefix length. */
  public record Cidr(InetAddress address, int prefixLength) {
    /** Whether {@code other} is in the same subnet. */
    public boolean contains(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] theirs = other.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      for (int bit = 0; bit < prefixLength; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * A program that manages interfaces.
   *
   * @param program "NetworkManager" or "systemd-networkd"
   * @param file where it is configured; empty where nobody says
   * @param keepsForeign whether it leaves addresses alone that it did not make
   */
  public record Owner(String program, String file, boolean keepsForeign) {}

  /** Whether it has this address, whatever the prefix length. */
  public boolean has(InetAddress address) {
    return addresses.stream().anyMatch(cidr -> cidr.address().equals(address));
  }
}
