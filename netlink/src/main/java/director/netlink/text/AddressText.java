// SPDX-License-Identifier: Apache-2.0
package director.netlink.text;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as people write them. */
public final class AddressText {
  private AddressText() {}

  /** The shortest form, as RFC 5952 wants it and {@code ip} and {@code ipvsadm} print it. */
  public static String of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    int start = 0;
    int length = 1; // section 4.2.2: a single group of zeros is not shortened
    for (int i = 0; i < 8; i++) {
      int zeros = zerosFrom(groups, i);
      if (zeros > length) {
        start = i;
        length = zeros;
      }
    }
    return length == 1
        ? join(groups, 0, 8)
        : join(groups, 0, start) + "::" + join(groups, start + length, 8);
  }

  private static int zerosFrom(int[] groups, int start) {
    int end = start;
    while (end < groups.length && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
