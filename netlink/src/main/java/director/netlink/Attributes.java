// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The attributes of one message, by type (struct nlattr, linux/netlink.h). Of a type that comes
 * twice the last counts. Reading what is not there, or is shorter than asked for, is a {@link
 * NetlinkException}: the kernel broke its contract.
 */
public final class Attributes {
  private static final int HEADER_LENGTH = 4;
  private static final int TYPE_MASK = 0x3fff;

  private final Map<Integer, ByteBuffer> byType = new LinkedHashMap<>();

  private Attributes() {}

  /** Parses from the position of {@code in} to its limit. */
  public static Attributes parse(ByteBuffer in) throws NetlinkException {
    Attributes attributes = new Attributes();
    ByteBuffer rest = in.slice().order(ByteOrder.nativeOrder());
    while (rest.remaining() >= HEADER_LENGTH) {
      int start = rest.position();
      int length = rest.getShort(start) & 0xffff;
      if (length < HEADER_LENGTH || length > rest.remaining()) {
        throw malformed("attribute of " + length + " bytes where " + rest.remaining() + " remain");
      }
      int type = rest.getShort(start + 2) & TYPE_MASK;
      attributes.byType.put(type, rest.slice(start + HEADER_LENGTH, length - HEADER_LENGTH));
      rest.position(Math.min(start + ((length + 3) & ~3), rest.limit()));
    }
    return attributes;
  }

  public Set<Integer> types() {
    return Collections.unmodifiableSet(byType.keySet());
  }

  public boolean has(int type) {
    return byType.containsKey(type);
  }

  public int u8(int type) throws NetlinkException {
    return value(type, 1).get(0) & 0xff;
  }

  public int u16(int type) throws NetlinkException {
    return value(type, 2).getShort(0) & 0xffff;
  }

  /** In network byte order, as ports are. */
  public int u16BigEndian(int type) throws NetlinkException {
    return value(type, 2).order(ByteOrder.BIG_ENDIAN).getShort(0) & 0xffff;
  }

  public int u32(int type) throws NetlinkException {
    return value(type, 4).getInt(0);
  }

  public long u64(int type) throws NetlinkException {
    return value(type, 8).getLong(0);
  }

  public byte[] bytes(int type) throws NetlinkException {
    return bytes(type, 0);
  }

  private byte[] bytes(int type, int atLeast) throws NetlinkException {
    ByteBuffer value = value(type, atLeast);
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return bytes;
  }

  /** A structure of at least {@code length} bytes, from 0 on, in native byte order. */
  public ByteBuffer struct(int type, int length) throws NetlinkException {
    return value(type, length);
  }

  /** Up to the first zero byte. */
  public String string(int type) throws NetlinkException {
    String padded = new String(bytes(type), StandardCharsets.UTF_8);
    int end = padded.indexOf('\0');
    return end < 0 ? padded : padded.substring(0, end);
  }

  /** An address of 4 or 16 bytes. */
  public InetAddress address(int type) throws NetlinkException {
    return address(type, byType.containsKey(type) ? value(type, 0).remaining() : 4);
  }

  /** An address that stands in the first {@code length} bytes, 4 or 16, of a larger field. */
  public InetAddress address(int type, int length) throws NetlinkException {
    byte[] bytes = Arrays.copyOf(bytes(type, length), length);
    try {
      // InetAddress would turn 16 bytes of an IPv4-mapped address into an IPv4 address.
      return length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw malformed("attribute " + type + " holds an address of " + length + " bytes");
    }
  }

  public Attributes nested(int type) throws NetlinkException {
    return parse(value(type, 0));
  }

  private ByteBuffer value(int type, int length) throws NetlinkException {
    ByteBuffer value = byType.get(type);
    if (value == null) {
      throw malformed("attribute " + type + " is missing");
    }
    if (value.remaining() < length) {
      throw malformed(
          "attribute " + type + " has " + value.remaining() + " bytes, expected " + length);
    }
    return value.duplicate().order(ByteOrder.nativeOrder());
  }

  private static NetlinkException malformed(String what) {
    return NetlinkException.broken("reading an answer", what);
  }
}
