// SPDX-License-Identifier: Apache-2.0
package director.netlink.generic;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.DumpReader;
import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import director.netlink.linux.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** One family of generic netlink, such as "IPVS". */
public final class GenericNetlink implements AutoCloseable {
  private static final int GENL_ID_CTRL = 16;
  private static final int CTRL_VERSION = 2;
  private static final int CTRL_CMD_GETFAMILY = 3;
  private static final int CTRL_ATTR_FAMILY_ID = 1;
  private static final int CTRL_ATTR_FAMILY_NAME = 2;
  private static final int HEADER_LENGTH = 4;

  private final Netlink netlink;
  private final int familyId;
  private final int version;

  private GenericNetlink(Netlink netlink, int familyId, int version) {
    this.netlink = netlink;
    this.familyId = familyId;
    this.version = version;
  }

  /**
   * Looks the family up; the kernel loads the module that provides it, if there is one.
   *
   * @param netlink a NETLINK_GENERIC conversation, closed with the result
   * @param version of the family's interface, 1 for IPVS
   * @throws FamilyMissingException if this kernel has no such family
   */
  public static GenericNetlink open(Netlink netlink, String family, int version)
      throws NetlinkException, FamilyMissingException {
    GenericNetlink control = new GenericNetlink(netlink, GENL_ID_CTRL, CTRL_VERSION);
    AttributeWriter name = new AttributeWriter().string(CTRL_ATTR_FAMILY_NAME, family);
    try {
      List<Attributes> answer = control.request(CTRL_CMD_GETFAMILY, 0, name);
      if (answer.isEmpty()) {
        throw NetlinkException.broken("look up family " + family, "an empty answer");
      }
      return new GenericNetlink(netlink, answer.get(0).u16(CTRL_ATTR_FAMILY_ID), version);
    } catch (NetlinkException e) {
      if (e.is(Errno.ENOENT)) {
        throw new FamilyMissingException(family, e);
      }
      throw e;
    }
  }

  /**
   * Sends one command.
   *
   * @param command of the family
   * @param flags {@link NetlinkMessage#DUMP} or 0
   * @return the attributes of each message of the answer
   * @throws NetlinkException as {@link Netlink#request}
   */
  public List<Attributes> request(int command, int flags, AttributeWriter attributes)
      throws NetlinkException {
    List<Attributes> answers = new ArrayList<>();
    for (NetlinkMessage message : netlink.request(message(command, flags, attributes))) {
      answers.add(content(message));
    }
    return answers;
  }

  /**
   * Sends one command that is answered with a dump, and keeps nothing of the answer.
   *
   * @throws NetlinkException as {@link Netlink#dump}
   */
  public void dump(int command, AttributeWriter attributes, DumpReader<Attributes> reader)
      throws NetlinkException {
    netlink.dump(
        message(command, NetlinkMessage.DUMP, attributes),
        new DumpReader<>() {
          @Override
          public void begin() {
            reader.begin();
          }

          @Override
          public void take(NetlinkMessage message) throws NetlinkException {
            reader.take(content(message));
          }
        });
  }

  private static Attributes content(NetlinkMessage message) throws NetlinkException {
    ByteBuffer answer = message.payload();
    if (answer.remaining() < HEADER_LENGTH) {
      throw NetlinkException.broken("generic netlink answer", "shorter than its header");
    }
    return Attributes.parse(answer.position(HEADER_LENGTH));
  }

  /** Whether the kernel has the same number for both. */
  public boolean isSameFamilyAs(GenericNetlink other) {
    return familyId == other.familyId;
  }

  /**
   * A command that asks to change something.
   *
   * @param number of the family
   */
  public record Change(int number, AttributeWriter attributes) {}

  /**
   * Sends commands that change something, many at a time.
   *
   * @return the refusals, by their place in {@code changes}
   * @throws NetlinkException as {@link Netlink#changeAll}
   */
  public SortedMap<Integer, NetlinkException> changeAll(List<Change> changes)
      throws NetlinkException {
    List<NetlinkMessage> messages = new ArrayList<>(changes.size());
    for (Change change : changes) {
      messages.add(message(change.number(), 0, change.attributes()));
    }
    return netlink.changeAll(messages);
  }

  private NetlinkMessage message(int command, int flags, AttributeWriter attributes) {
    ByteBuffer content = attributes.payload();
    ByteBuffer payload =
        ByteBuffer.allocate(HEADER_LENGTH + content.remaining()).order(ByteOrder.nativeOrder());
    payload.put((byte) command).put((byte) version).putShort((short) 0).put(content).flip();
    return new NetlinkMessage(familyId, flags, payload);
  }

  @Override
  public void close() {
    netlink.close();
  }
}
