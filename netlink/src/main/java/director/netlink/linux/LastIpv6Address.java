// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads addresses, and makes a new object only when one differs from that before it. */
final class LastIpv6Address {
  private static final int LENGTH = 16;

  private long high;
  private long low;
  private @Nullable Inet6Address last;

  /** The address in the 16 bytes at {@code offset}, without scope. */
  Inet6Address at(ByteBuffer bytes, int offset) {
    long readHigh = bytes.getLong(offset);
    long readLow = bytes.getLong(offset + 8);
    Inet6Address same = last;
    if (same != null && high == readHigh && low == readLow) {
      return same;
    }
    byte[] octets = new byte[LENGTH];
    bytes.get(offset, octets);
    high = readHigh;
    low = readLow;
    Inet6Address read = address(octets);
    last = read;
    return read;
  }

  private static Inet6Address address(byte[] octets) {
    try {
      return Inet6Address.getByAddress(null, octets, -1);
    } catch (UnknownHostException e) {
      throw new AssertionError("16 bytes are an IPv6 address", e);
    }
  }
}
