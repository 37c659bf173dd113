// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** IPv4 or IPv6. */
public enum AddressFamily {
  IPV4(2, 32),
  IPV6(10, 128);

  private final int number;
  private final int bits;

  AddressFamily(int number, int bits) {
    this.number = number;
    this.bits = bits;
  }

  public static AddressFamily of(InetAddress address) {
    return address instanceof Inet6Address ? IPV6 : IPV4;
  }

  /** Empty for one that IPVS does not know. */
  public static Optional<AddressFamily> of(int number) {
    return number == IPV4.number
        ? Optional.of(IPV4)
        : number == IPV6.number ? Optional.of(IPV6) : Optional.empty();
  }

  /** AF_INET, AF_INET6 (sys/socket.h). */
  public int number() {
    return number;
  }

  /** Of an address. */
  public int bits() {
    return bits;
  }

  /** "IPv4", "IPv6". */
  @Override
  public String toString() {
    return this == IPV4 ? "IPv4" : "IPv6";
  }
}
