// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * An ADVERTISEMENT, version 3 (RFC 9568, section 5.1) over IPv4 and IPv6 or 2 (RFC 3768, section
 * 5.1) over IPv4. How one is read is told by {@link ReceivedAdvertisement}.
 *
 * @param version 2 or 3
 * @param virtualRouterId 1..255
 * @param priority 0..255; 0 = the master resigns
 * @param interval how often the sender speaks: v3 10 ms .. 40.95 s, v2 1 s .. 255 s
 * @param addresses at least one, all of the family of the packet that carries it
 */
public record VrrpAdvertisement(
    int version,
    int virtualRouterId,
    int priority,
    Duration interval,
    List<InetAddress> addresses) {
  public static final int IP_PROTOCOL = 112;

  /** RFC 9568, section 5.1.1.2. */
  public static final Inet4Address GROUP = Octets.ipv4((byte) 224, (byte) 0, (byte) 0, (byte) 18);

  static final int HEADER_LENGTH = 8;
  static final int TYPE = 1;

  private static final int TYPE_OFFSET = 4;

  public VrrpAdvertisement {
    addresses = List.copyOf(addresses);
  }

  /** Whether the v3 checksum covers an IPv4 pseudo header; v2 never has one, IPv6 always. */
  public enum Checksum {
    /** As RFC 5798 is read by keepalived and FRR. */
    WITH_PSEUDO_HEADER,
    /** As RFC 9568, section 5.2.8 has it for IPv4. */
    WITHOUT_PSEUDO_HEADER
  }

  /** The advertisement, without authentication, as payload of a packet. */
  public ByteBuffer encode(InetAddress source, InetAddress destination, Checksum checksum) {
    ByteBuffer out = encode(AuthenticationData.NONE, 0);
    seal(out, source, destination, checksum);
    return out;
  }

  /**
   * All but the checksum, which is left zero.
   *
   * @param authentication what version 2 carries; has no effect on version 3
   * @param trailerLength bytes to leave zero behind it
   */
  public ByteBuffer encode(AuthenticationData authentication, int trailerLength) {
    ByteBuffer out = ByteBuffer.allocate(length() + trailerLength);
    out.put((byte) (version << 4 | TYPE))
        .put((byte) virtualRouterId)
        .put((byte) priority)
        .put((byte) addresses.size())
        .putShort((short) (version == 2 ? interval.toSeconds() : interval.toMillis() / 10))
        .putShort((short) 0);
    for (InetAddress address : addresses) {
      out.put(address.getAddress());
    }
    if (version == 2) {
      out.put(TYPE_OFFSET, (byte) authentication.type()).putLong(authentication.octets());
    }
    return out.position(0);
  }

  /**
   * Puts the checksum into what was encoded, its trailer complete by then.
   *
   * @param checksum of version 3 over IPv4; has no effect on anything else
   */
  public void seal(
      ByteBuffer encoded, InetAddress source, InetAddress destination, Checksum checksum) {
    VrrpChecksum.put(encoded, length(), source, destination, checksum);
  }

  /** The VRID of a payload that may be malformed otherwise; -1 if it is too short for one. */
  public static int peekVirtualRouterId(ByteBuffer payload) {
    return payload.remaining() < 2 ? -1 : payload.get(payload.position() + 1) & 0xff;
  }

  private int length() {
    return length(version, addresses.size(), addresses.get(0) instanceof Inet6Address);
  }

  /** Bytes without a trailer; v2 has room for authentication even where there is none. */
  static int length(int version, int addresses, boolean ipv6) {
    int tail = version == 2 ? AuthenticationData.LENGTH : 0;
    return HEADER_LENGTH + addresses * addressLength(ipv6) + tail;
  }

  static int addressLength(boolean ipv6) {
    return ipv6 ? 16 : 4;
  }
}
