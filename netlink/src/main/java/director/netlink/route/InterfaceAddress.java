// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * An address on a link (struct ifaddrmsg, linux/if_addr.h).
 *
 * @param interfaceIndex of the {@link Link}, 1 or more
 * @param address the local one, also on a point-to-point link; never with an IPv6 scope
 * @param prefixLength 0..32 or 0..128
 * @param protocol IFA_PROTO, who made it, 0..255; 0 is unknown, as always before Linux 5.18
 * @param flags in the order of their declaration
 */
public record InterfaceAddress(
    int interfaceIndex,
    InetAddress address,
    int prefixLength,
    int protocol,
    Set<AddressFlag> flags) {

  public InterfaceAddress {
    Objects.requireNonNull(address);
    int longest = address instanceof Inet4Address ? 32 : 128;
    if (prefixLength < 0 || prefixLength > longest) {
      throw new IllegalArgumentException(
          address.getHostAddress() + ": prefix length " + prefixLength + ", not in 0.." + longest);
    }
    if (protocol < 0 || protocol > 255) {
      throw new IllegalArgumentException("protocol " + protocol + ", not in 0..255");
    }
    EnumSet<AddressFlag> copy = EnumSet.noneOf(AddressFlag.class);
    copy.addAll(flags);
    flags = Collections.unmodifiableSet(copy);
  }

  /** Without flags, by nobody in particular. */
  public static InterfaceAddress of(int interfaceIndex, InetAddress address, int prefixLength) {
    return new InterfaceAddress(interfaceIndex, address, prefixLength, 0, Set.of());
  }

  public InterfaceAddress withProtocol(int mark) {
    return new InterfaceAddress(interfaceIndex, address, prefixLength, mark, flags);
  }

  /** With these flags and no others. */
  public InterfaceAddress withFlags(AddressFlag... these) {
    return new InterfaceAddress(interfaceIndex, address, prefixLength, protocol, Set.of(these));
  }

  public boolean has(AddressFlag flag) {
    return flags.contains(flag);
  }

  /** The same address and prefix on the same link, whoever made it and whatever its flags. */
  public boolean isSameAs(InterfaceAddress other) {
    return interfaceIndex == other.interfaceIndex
        && prefixLength == other.prefixLength
        && address.equals(other.address);
  }

  /** "192.0.2.10/24". */
  public String cidr() {
    return address.getHostAddress() + "/" + prefixLength;
  }
}
