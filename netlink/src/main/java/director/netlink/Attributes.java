// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * The attributes of one message, by type (struct nlattr, linux/netlink.h). Of a type that comes
 * twice the last counts. Reading what is not there, or is shorter than asked for, is a {@link
 * NetlinkException}: the kernel broke its contract.
 *
 * <p>A large table is some 25 of these for each of its lines, so they are found by a flat index
 * rather than a map, and read from an array.
 */
public final class Attributes {
  private static final int HEADER_LENGTH = 4;
  private static final int TYPE_MASK = 0x3fff;
  private static final int MAX_LENGTH = 0xffff;
  private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  /** Types below need no growing; those of IPVS are. */
  private static final int USUALLY = 17;

  private final byte[] bytes;

  /**
   * Where the value of each type begins and ends, one behind the other; zeros where it is missing.
   */
  private int[] index = new int[2 * USUALLY];

  private Attributes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Parses from the position of {@code in} to its limit, and keeps nothing of it. */
  public static Attributes parse(ByteBuffer in) throws NetlinkException {
    if (in.remaining() > MAX_LENGTH) {
      throw malformed(in.remaining() + " bytes of attributes, expected at most " + MAX_LENGTH);
    }
    byte[] bytes = new byte[in.remaining()];
    in.get(in.position(), bytes);
    return parse(bytes, 0, bytes.length);
  }

  private static Attributes parse(byte[] bytes, int from, int to) throws NetlinkException {
    Attributes attributes = new Attributes(bytes);
    int at = from;
    while (to - at >= HEADER_LENGTH) {
      int length = u16At(bytes, at);
      if (length < HEADER_LENGTH || length > to - at) {
        throw malformed("attribute of " + length + " bytes where " + (to - at) + " remain");
      }
      attributes.add(u16At(bytes, at + 2) & TYPE_MASK, at + HEADER_LENGTH, at + length);
      at += (length + 3) & ~3;
    }
    return attributes;
  }

  private void add(int type, int begin, int end) {
    if (type >= index.length) {
      index = Arrays.copyOf(index, type + USUALLY);
    }
    index[type] = end << 16 | begin;
  }

  /** In their order. */
  public Set<Integer> types() {
    Set<Integer> types = new TreeSet<>();
    for (int type = 0; type < index.length; type++) {
      if (has(type)) {
        types.add(type);
      }
    }
    return types;
  }

  public boolean has(int type) {
    // No value begins at 0, where the first header is.
    return type < index.length && index[type] != 0;
  }

  public int u8(int type) throws NetlinkException {
    return bytes[begin(type, 1)] & 0xff;
  }

  public int u16(int type) throws NetlinkException {
    return u16At(bytes, begin(type, 2));
  }

  /** In network byte order, as ports are. */
  public int u16BigEndian(int type) throws NetlinkException {
    int at = begin(type, 2);
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  public int u32(int type) throws NetlinkException {
    return u32At(bytes, begin(type, 4));
  }

  public long u64(int type) throws NetlinkException {
    int at = begin(type, 8);
    long first = u32At(bytes, at) & 0xffff_ffffL;
    long second = u32At(bytes, at + 4) & 0xffff_ffffL;
    return LITTLE_ENDIAN ? second << 32 | first : first << 32 | second;
  }

  public byte[] bytes(int type) throws NetlinkException {
    return Arrays.copyOfRange(bytes, begin(type, 0), end(type));
  }

  /** A structure of at least {@code length} bytes, from 0 on, in native byte order. */
  public ByteBuffer struct(int type, int length) throws NetlinkException {
    int begin = begin(type, length);
    return ByteBuffer.wrap(bytes, begin, end(type) - begin).slice().order(ByteOrder.nativeOrder());
  }

  /** Up to the first zero byte. */
  public String string(int type) throws NetlinkException {
    int begin = begin(type, 0);
    int end = begin;
    while (end < end(type) && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
  }

  /** An address of 4 or 16 bytes. */
  public InetAddress address(int type) throws NetlinkException {
    return address(type, end(type) - begin(type, 0));
  }

  /** An address that stands in the first {@code length} bytes, 4 or 16, of a larger field. */
  public InetAddress address(int type, int length) throws NetlinkException {
    int begin = begin(type, length);
    byte[] address = Arrays.copyOfRange(bytes, begin, begin + length);
    try {
      // InetAddress would turn 16 bytes of an IPv4-mapped address into an IPv4 address.
      return length == 16
          ? Inet6Address.getByAddress(null, address, -1)
          : InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw malformed("attribute " + type + " holds an address of " + length + " bytes");
    }
  }

  public Attributes nested(int type) throws NetlinkException {
    return parse(bytes, begin(type, 0), end(type));
  }

  /** Where a value of at least that length begins. */
  private int begin(int type, int length) throws NetlinkException {
    if (!has(type)) {
      throw malformed("attribute " + type + " is missing");
    }
    int begin = index[type] & 0xffff;
    int there = end(type) - begin;
    if (there < length) {
      throw malformed("attribute " + type + " has " + there + " bytes, expected " + length);
    }
    return begin;
  }

  /** Where the value of a type that is there ends. */
  private int end(int type) {
    return index[type] >>> 16;
  }

  private static int u16At(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int second = bytes[at + 1] & 0xff;
    return LITTLE_ENDIAN ? second << 8 | first : first << 8 | second;
  }

  private static int u32At(byte[] bytes, int at) {
    int first = u16At(bytes, at);
    int second = u16At(bytes, at + 2);
    return LITTLE_ENDIAN ? second << 16 | first : first << 16 | second;
  }

  private static NetlinkException malformed(String what) {
    return NetlinkException.broken("reading an answer", what);
  }
}
