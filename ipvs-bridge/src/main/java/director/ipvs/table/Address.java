// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;

/** How addresses are ordered, IPv4 before IPv6, and written, IPv6 as RFC 5952 wants it. */
final class Address {
  static final Comparator<InetAddress> ORDER = Address::compare;

  private static final int IPV6_GROUPS = 8;

  private Address() {}

  private static int compare(InetAddress one, InetAddress other) {
    byte[] first = one.getAddress();
    byte[] second = other.getAddress();
    return first.length == second.length
        ? Arrays.compareUnsigned(first, second)
        : first.length - second.length;
  }

  /** "10.0.0.11:443", "[2001:db8::11]:443". */
  static String withPort(InetAddress address, int port) {
    return address instanceof Inet4Address
        ? address.getHostAddress() + ":" + port
        : "[" + ipv6(address.getAddress()) + "]:" + port;
  }

  private static String ipv6(byte[] bytes) {
    int zeros = longestRunOfZeros(bytes);
    int resume = zeros + runOfZeros(bytes, zeros);
    StringBuilder out = new StringBuilder();
    for (int group = 0; group < IPV6_GROUPS; group++) {
      if (group == zeros) {
        out.append("::");
        group = resume - 1;
      } else {
        boolean first = group == 0 || group == resume;
        out.append(first ? "" : ":").append(Integer.toHexString(group(bytes, group)));
      }
    }
    return out.toString();
  }

  /** Where the first of the longest runs begins; past the end when none has two groups. */
  private static int longestRunOfZeros(byte[] bytes) {
    int longest = IPV6_GROUPS;
    for (int group = 0; group < IPV6_GROUPS; group++) {
      int length = runOfZeros(bytes, group);
      if (length > Math.max(1, runOfZeros(bytes, longest))) {
        longest = group;
      }
    }
    return longest;
  }

  private static int runOfZeros(byte[] bytes, int from) {
    int group = from;
    while (group < IPV6_GROUPS && group(bytes, group) == 0) {
      group++;
    }
    return group - from;
  }

  private static int group(byte[] bytes, int index) {
    return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
  }
}
