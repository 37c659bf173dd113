// SPDX-License-Identifier: Apache-2.0
package director.daemon.names;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;

/** By bytes, IPv4 first. */
final class AddressOrder {
  static final Comparator<InetAddress> BY_BYTES =
      Comparator.<InetAddress>comparingInt(address -> address.getAddress().length)
          .thenComparing(InetAddress::getAddress, Arrays::compareUnsigned);

  private AddressOrder() {}
}
