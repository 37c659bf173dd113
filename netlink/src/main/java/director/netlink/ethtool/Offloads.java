// SPDX-License-Identifier: Apache-2.0
package director.netlink.ethtool;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.generic.FamilyMissingException;
import director.netlink.generic.GenericNetlink;
import director.netlink.linux.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Asks which features of an interface are on, by the names that {@code ethtool -k} has. */
public final class Offloads implements AutoCloseable {
  private static final String FAMILY = "ethtool";
  private static final int VERSION = 1;
  private static final int FEATURES_GET = 11;
  private static final int FEATURES_HEADER = 1;
  private static final int FEATURES_ACTIVE = 4;
  private static final int HEADER_DEV_NAME = 2;
  private static final int BITSET_BITS = 3;
  private static final int BITSET_BITS_BIT = 1;
  private static final int BIT_NAME = 2;
  private static final int ATTRIBUTE_HEADER = 4;
  private static final int TYPE_MASK = 0x3fff;

  private final GenericNetlink ethtool;

  private Offloads(GenericNetlink ethtool) {
    this.ethtool = ethtool;
  }

  /**
   * Finds the family.
   *
   * @param netlink a NETLINK_GENERIC conversation, closed with the result
   * @throws FamilyMissingException before Linux 5.6
   */
  public static Offloads open(Netlink netlink) throws NetlinkException, FamilyMissingException {
    return new Offloads(GenericNetlink.open(netlink, FAMILY, VERSION));
  }

  /**
   * The features that are on now, such as "rx-lro" and "rx-gro-hw".
   *
   * @return empty when there is no such interface
   */
  public Optional<SortedSet<String>> active(String interfaceName) throws NetlinkException {
    AttributeWriter request =
        new AttributeWriter()
            .nested(FEATURES_HEADER, header -> header.string(HEADER_DEV_NAME, interfaceName));
    try {
      List<Attributes> answers = ethtool.request(FEATURES_GET, 0, request);
      if (answers.isEmpty() || !answers.get(0).has(FEATURES_ACTIVE)) {
        throw NetlinkException.broken("features of " + interfaceName, "an answer without them");
      }
      Attributes bitset = answers.get(0).nested(FEATURES_ACTIVE);
      return Optional.of(bitset.has(BITSET_BITS) ? names(bitset.bytes(BITSET_BITS)) : none());
    } catch (NetlinkException e) {
      if (e.is(Errno.ENODEV)) {
        return Optional.empty();
      }
      throw e.during("ask for the features of " + interfaceName);
    }
  }

  private static SortedSet<String> none() {
    return Collections.emptySortedSet();
  }

  /** A list: the same attribute again and again, which is none for {@link Attributes}. */
  static SortedSet<String> names(byte... bits) throws NetlinkException {
    SortedSet<String> names = new TreeSet<>();
    ByteBuffer in = ByteBuffer.wrap(bits).order(ByteOrder.nativeOrder());
    while (in.remaining() >= ATTRIBUTE_HEADER) {
      int length = in.getShort(in.position()) & 0xffff;
      int type = in.getShort(in.position() + 2) & TYPE_MASK;
      if (length < ATTRIBUTE_HEADER || length > in.remaining()) {
        throw NetlinkException.broken("features", "an attribute of " + length + " bytes");
      }
      if (type == BITSET_BITS_BIT) {
        Attributes bit =
            Attributes.parse(
                in.slice(in.position() + ATTRIBUTE_HEADER, length - ATTRIBUTE_HEADER)
                    .order(ByteOrder.nativeOrder()));
        if (bit.has(BIT_NAME)) {
          names.add(text(bit.bytes(BIT_NAME)));
        }
      }
      in.position(in.position() + Math.min(in.remaining(), (length + 3) & ~3));
    }
    return names;
  }

  private static String text(byte... terminated) {
    String text = new String(terminated, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  @Override
  public void close() {
    ethtool.close();
  }
}
