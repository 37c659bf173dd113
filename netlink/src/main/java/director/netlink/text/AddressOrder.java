// SPDX-License-Identifier: Apache-2.0
package director.netlink.text;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;

/** In which order addresses are listed: IPv4 before IPv6, and each by its bytes. */
public final class AddressOrder {
  public static final Comparator<InetAddress> BY_BYTES = AddressOrder::compare;

  private AddressOrder() {}

  private static int compare(InetAddress one, InetAddress other) {
    byte[] first = one.getAddress();
    byte[] second = other.getAddress();
    return first.length == second.length
        ? Arrays.compareUnsigned(first, second)
        : first.length - second.length;
  }
}
