// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;

/** The kernel's yes or no (struct nlmsgerr of linux/netlink.h), and the words that go with a no. */
final class Verdict {
  static final int NLMSG_ERROR = 2;

  private static final int NLM_F_ACK_TLVS = 0x200;
  private static final int NLMSGERR_ATTR_MSG = 1;

  private Verdict() {}

  /**
   * Reads an NLMSG_ERROR, whose number is 0 where it is an acknowledgement.
   *
   * @throws NetlinkException if it is a no
   */
  static void ofAcknowledgement(NetlinkMessage message) throws NetlinkException {
    // NETLINK_CAP_ACK: of the request only its header follows.
    read(message, 4 + NetlinkMessage.HEADER_LENGTH);
  }

  /**
   * Reads the NLMSG_DONE of a dump.
   *
   * @throws NetlinkException if it is a no
   */
  static void ofEnd(NetlinkMessage message) throws NetlinkException {
    read(message, 4);
  }

  private static void read(NetlinkMessage message, int attributesAt) throws NetlinkException {
    ByteBuffer payload = message.payload();
    if (payload.remaining() < 4) {
      throw NetlinkException.broken(
          "netlink answer",
          "an end of " + payload.remaining() + " bytes, expected an error number");
    }
    int error = payload.getInt(0);
    if (error != 0) {
      String words = "";
      if ((message.flags() & NLM_F_ACK_TLVS) != 0 && payload.remaining() > attributesAt) {
        Attributes attributes = Attributes.parse(payload.position(attributesAt));
        words = attributes.has(NLMSGERR_ATTR_MSG) ? attributes.string(NLMSGERR_ATTR_MSG) : "";
      }
      throw NetlinkException.refused("netlink request", -error, words);
    }
  }
}
