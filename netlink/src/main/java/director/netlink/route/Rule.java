// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

/**
 * A rule of policy routing: which table is asked for which packets (struct fib_rule_hdr,
 * linux/fib_rules.h).
 *
 * <p>What else a foreign rule may select by, such as ports or a user, is not shown.
 *
 * @param priority the smallest comes first, 0..0xffffffff; also called preference
 * @param from source of packets, of the same family as {@code to}
 * @param to destination of packets
 * @param inputInterface name of the link by which they came; empty for any
 * @param outputInterface name of the link to which a socket is bound; empty for any
 * @param mark 0..0xffffffff, compared with a packet's under the mask
 * @param mask 0..0xffffffff; 0 looks at no mark
 * @param action what to do
 * @param table for {@link RuleAction#LOOKUP}, 1..0xffffffff; otherwise 0
 * @param protocol who made it, 0..255; 0 is unknown, as always before Linux 4.17
 */
public record Rule(
    long priority,
    IpPrefix from,
    IpPrefix to,
    String inputInterface,
    String outputInterface,
    long mark,
    long mask,
    RuleAction action,
    long table,
    int protocol) {

  public Rule {
    require(Route.isUnsigned32(priority), priority, "a priority beyond 32 bits");
    require(from.isIpv6() == to.isIpv6(), priority, "from " + from + " to " + to);
    require(isName(inputInterface), priority, "input interface \"" + inputInterface + '"');
    require(isName(outputInterface), priority, "output interface \"" + outputInterface + '"');
    require(Route.isUnsigned32(mark) && Route.isUnsigned32(mask), priority, "mark " + mark);
    require(Route.isUnsigned32(table), priority, "table " + table);
    require(action == RuleAction.LOOKUP || table == 0, priority, action + " of table " + table);
    require(protocol >= 0 && protocol <= 255, priority, "protocol " + protocol);
  }

  private static boolean isName(String name) {
    return name.length() <= 15;
  }

  private static void require(boolean condition, long priority, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException("rule " + priority + " with " + otherwise);
    }
  }

  private static Rule of(long priority, boolean ipv6, RuleAction action, long table) {
    IpPrefix any = IpPrefix.any(ipv6);
    return new Rule(priority, any, any, "", "", 0, 0, action, table, Route.DIRECTORD);
  }

  /** For all packets of a family; marked as ours. */
  public static Rule lookup(long priority, boolean ipv6, long table) {
    return of(priority, ipv6, RuleAction.LOOKUP, table);
  }

  /** For all packets of a family; marked as ours. */
  public static Rule refuse(long priority, boolean ipv6, RuleAction action) {
    return of(priority, ipv6, action, 0);
  }

  public Rule withFrom(IpPrefix source) {
    return new Rule(
        priority, source, to, inputInterface, outputInterface, mark, mask, action, table, protocol);
  }

  public Rule withTo(IpPrefix destination) {
    return new Rule(
        priority,
        from,
        destination,
        inputInterface,
        outputInterface,
        mark,
        mask,
        action,
        table,
        protocol);
  }

  public Rule withInputInterface(String name) {
    return new Rule(priority, from, to, name, outputInterface, mark, mask, action, table, protocol);
  }

  public Rule withOutputInterface(String name) {
    return new Rule(priority, from, to, inputInterface, name, mark, mask, action, table, protocol);
  }

  public Rule withMark(long value, long bits) {
    return new Rule(
        priority, from, to, inputInterface, outputInterface, value, bits, action, table, protocol);
  }

  public Rule withProtocol(int whose) {
    return new Rule(
        priority, from, to, inputInterface, outputInterface, mark, mask, action, table, whose);
  }
}
