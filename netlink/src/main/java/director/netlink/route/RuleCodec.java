// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static director.netlink.route.Rtnetlink.AF_INET;
import static director.netlink.route.Rtnetlink.AF_INET6;
import static director.netlink.route.Rtnetlink.RTM_DELRULE;
import static director.netlink.route.Rtnetlink.RTM_GETRULE;
import static director.netlink.route.Rtnetlink.RTM_NEWRULE;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Rules as bytes (struct fib_rule_hdr; linux/fib_rules.h). */
final class RuleCodec {
  private static final int HEADER_LENGTH = 12;
  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;
  private static final int FRA_PROTOCOL = 21;

  private RuleCodec() {}

  static NetlinkMessage dump(boolean ipv6) {
    ByteBuffer header = Rtnetlink.header(HEADER_LENGTH);
    header.put(0, (byte) (ipv6 ? AF_INET6 : AF_INET));
    return new NetlinkMessage(RTM_GETRULE, NetlinkMessage.DUMP, header);
  }

  static NetlinkMessage add(Rule rule) {
    int once = NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE;
    return new NetlinkMessage(RTM_NEWRULE, once, payload(rule));
  }

  static NetlinkMessage delete(Rule rule) {
    return new NetlinkMessage(RTM_DELRULE, 0, payload(rule));
  }

  private static ByteBuffer payload(Rule rule) {
    ByteBuffer header = Rtnetlink.header(HEADER_LENGTH);
    header
        .put((byte) (rule.from().isIpv6() ? AF_INET6 : AF_INET))
        .put((byte) rule.to().length())
        .put((byte) rule.from().length())
        .putInt(0)
        .put((byte) rule.action().number())
        .putInt(0)
        .flip();
    AttributeWriter writer = new AttributeWriter().header(header);
    prefix(writer, FRA_DST, rule.to());
    prefix(writer, FRA_SRC, rule.from());
    name(writer, FRA_IIFNAME, rule.inputInterface());
    name(writer, FRA_OIFNAME, rule.outputInterface());
    writer.u32(FRA_PRIORITY, (int) rule.priority());
    if (rule.mask() != 0) {
      writer.u32(FRA_FWMARK, (int) rule.mark()).u32(FRA_FWMASK, (int) rule.mask());
    }
    if (rule.table() != 0) {
      writer.u32(FRA_TABLE, (int) rule.table());
    }
    if (rule.protocol() != 0) {
      writer.u8(FRA_PROTOCOL, rule.protocol());
    }
    return writer.payload();
  }

  private static void prefix(AttributeWriter writer, int type, IpPrefix prefix) {
    if (prefix.length() != 0) {
      writer.bytes(type, prefix.address().getAddress());
    }
  }

  private static void name(AttributeWriter writer, int type, String name) {
    if (!name.isEmpty()) {
      writer.string(type, name);
    }
  }

  static Optional<Rule> decode(NetlinkMessage message) throws NetlinkException {
    ByteBuffer header = Rtnetlink.header(message, HEADER_LENGTH);
    int family = header.get(0);
    Optional<RuleAction> action = RuleAction.of(header.get(7) & 0xff);
    if ((family != AF_INET && family != AF_INET6) || action.isEmpty()) {
      return Optional.empty();
    }
    boolean ipv6 = family == AF_INET6;
    int toLength = header.get(1) & 0xff;
    int fromLength = header.get(2) & 0xff;
    int shortTable = header.get(4) & 0xff;
    Attributes attributes = Attributes.parse(header.position(HEADER_LENGTH));
    int table = attributes.has(FRA_TABLE) ? attributes.u32(FRA_TABLE) : shortTable;
    int mark = Rtnetlink.number(attributes, FRA_FWMARK);
    return Optional.of(
        new Rule(
            Integer.toUnsignedLong(Rtnetlink.number(attributes, FRA_PRIORITY)),
            Rtnetlink.prefix(attributes, FRA_SRC, fromLength, ipv6),
            Rtnetlink.prefix(attributes, FRA_DST, toLength, ipv6),
            Rtnetlink.name(attributes, FRA_IIFNAME),
            Rtnetlink.name(attributes, FRA_OIFNAME),
            Integer.toUnsignedLong(mark),
            Integer.toUnsignedLong(Rtnetlink.number(attributes, FRA_FWMASK)),
            action.get(),
            action.get() == RuleAction.LOOKUP ? Integer.toUnsignedLong(table) : 0,
            attributes.has(FRA_PROTOCOL) ? attributes.u8(FRA_PROTOCOL) : 0));
  }
}
