// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An address on a link (struct ifaddrmsg, linux/if_addr.h).
 *
 * @param interfaceIndex of the {@link Link}, 1 or more
 * @param address the local one, also on a point-to-point link; never with an IPv6 scope
 * @param prefixLength 0..32 or 0..128; of the peer, if there is one
 * @param peer the other end of a point-to-point link
 * @param broadcast IPv4 only
 * @param label IPv4 only, at most 15 bytes, begins with the link's name; empty in a request is that
 *     name itself, and empty in what is read is IPv6
 * @param scope in a request for IPv4 only
 * @param protocol IFA_PROTO, who made it, 0..255; 0 is unknown, as always before Linux 5.18
 * @param flags in the order of their declaration
 * @param lifetime for ever, unless it is a lease
 */
public record InterfaceAddress(
    int interfaceIndex,
    InetAddress address,
    int prefixLength,
    Optional<InetAddress> peer,
    Optional<InetAddress> broadcast,
    String label,
    Scope scope,
    int protocol,
    Set<AddressFlag> flags,
    Lifetime lifetime) {
  private static final int LONGEST_LABEL = 15;

  public InterfaceAddress {
    Objects.requireNonNull(address);
    boolean ipv4 = address instanceof Inet4Address;
    int longest = ipv4 ? 32 : 128;
    String name = address.getHostAddress();
    require(
        prefixLength >= 0 && prefixLength <= longest,
        name + ": prefix length " + prefixLength + ", not in 0.." + longest);
    require(protocol >= 0 && protocol <= 255, "protocol " + protocol + ", not in 0..255");
    require(
        peer.isEmpty() || peer.get() instanceof Inet4Address == ipv4,
        name + ": its peer is of the other family");
    require(
        broadcast.isEmpty() || (ipv4 && broadcast.get() instanceof Inet4Address),
        name + ": broadcast is for IPv4");
    require(label.isEmpty() || ipv4, name + ": a label is for IPv4");
    require(
        label.length() <= LONGEST_LABEL,
        name + ": label \"" + label + "\", longer than " + LONGEST_LABEL);
    EnumSet<AddressFlag> copy = EnumSet.noneOf(AddressFlag.class);
    copy.addAll(flags);
    flags = Collections.unmodifiableSet(copy);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Global, for ever, without anything else, by nobody in particular. */
  public static InterfaceAddress of(int interfaceIndex, InetAddress address, int prefixLength) {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        Optional.empty(),
        Optional.empty(),
        "",
        Scope.UNIVERSE,
        0,
        Set.of(),
        Lifetime.FOREVER);
  }

  public InterfaceAddress withPeer(InetAddress end) {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        Optional.of(end),
        broadcast,
        label,
        scope,
        protocol,
        flags,
        lifetime);
  }

  public InterfaceAddress withBroadcast(InetAddress all) {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        peer,
        Optional.of(all),
        label,
        scope,
        protocol,
        flags,
        lifetime);
  }

  public InterfaceAddress withLabel(String name) {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        peer,
        broadcast,
        name,
        scope,
        protocol,
        flags,
        lifetime);
  }

  public InterfaceAddress withScope(Scope reach) {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        peer,
        broadcast,
        label,
        reach,
        protocol,
        flags,
        lifetime);
  }

  public InterfaceAddress withProtocol(int mark) {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        peer,
        broadcast,
        label,
        scope,
        mark,
        flags,
        lifetime);
  }

  /** With these flags and no others. */
  public InterfaceAddress withFlags(AddressFlag... these) {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        peer,
        broadcast,
        label,
        scope,
        protocol,
        Set.of(these),
        lifetime);
  }

  public InterfaceAddress withLifetime(Lifetime lease) {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        peer,
        broadcast,
        label,
        scope,
        protocol,
        flags,
        lease);
  }

  public boolean has(AddressFlag flag) {
    return flags.contains(flag);
  }

  /** The same address, prefix and peer on the same link: what the kernel tells addresses by. */
  public boolean isSameAs(InterfaceAddress other) {
    return interfaceIndex == other.interfaceIndex
        && prefixLength == other.prefixLength
        && address.equals(other.address)
        && peer.equals(other.peer);
  }

  /** "192.0.2.10/24", or "192.0.2.10 peer 192.0.2.11/32". */
  public String cidr() {
    String end = peer.map(other -> " peer " + other.getHostAddress()).orElse("");
    return address.getHostAddress() + end + "/" + prefixLength;
  }
}
