// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import director.netlink.text.AddressText;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address that moves with the role.
 *
 * @param prefixLength 0..32, or 0..128 for IPv6, as it is put on the interface
 * @param device where it is put; null for the interface of its virtual router (or its VMAC)
 * @param label as ifconfig and {@code ip} show it, IPv4 only; null for none
 * @param scope RT_SCOPE of linux/rtnetlink.h: 0 global, 253 link, 254 host
 * @param peer the other end of a point-to-point address; null for none
 * @param detectsDuplicates whether IPv6 duplicate address detection runs first, which makes the
 *     address unusable for a second after a takeover
 */
public record VirtualAddress(
    InetAddress address,
    int prefixLength,
    @Nullable String device,
    @Nullable String label,
    int scope,
    @Nullable InetAddress peer,
    boolean detectsDuplicates)
    implements Holding {
  public VirtualAddress(InetAddress address, int prefixLength) {
    this(address, prefixLength, null, null, 0, null, false);
  }

  /** The interface it is on: its own, or {@code otherwise} where it names none. */
  public String deviceOr(String otherwise) {
    return device == null ? otherwise : device;
  }

  @Override
  public String toString() {
    return AddressText.of(address) + "/" + prefixLength + (device == null ? "" : " dev " + device);
  }
}
