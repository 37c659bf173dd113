// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.vrrp.orders.Prefix;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import director.vrrp.orders.VirtualRule.Action;
import java.util.List;
import java.util.Optional;

/** How a routing policy rule that moves is written: a section, in the words of {@code ip rule}. */
final class RuleForm {
  private static final String EXAMPLE =
      "[{ from = \"203.0.113.10/32\", table = 100, priority = 1000 }]";
  private static final String SECTION =
      "a section in braces, such as { from = \"203.0.113.10/32\", table = 100, priority = 1000 }";
  private static final String BLOCK =
      "a block of addresses, such as \"198.51.100.0/24\" or \"2001:db8::/32\"";
  private static final Kind<Optional<Prefix>> PREFIX =
      Kind.text(BLOCK, text -> AddressLiteral.prefix(text, BLOCK)).maybe();
  private static final int WHOLE_MARK = 0xffffffff;
  private static final VirtualRule STAND_IN =
      new VirtualRule(false, null, null, null, null, null, 0, 0, Action.LOOKUP, 0);

  /** Which protocol a rule is for that names no address. */
  private enum Family {
    IPV4,
    IPV6
  }

  private RuleForm() {}

  static List<VirtualRule> read(Section section, String key) {
    return section.entries(key, EXAMPLE, Kind.none(SECTION), RuleForm::rule, STAND_IN);
  }

  private static VirtualRule rule(Section section) {
    Optional<Prefix> from = section.optional("from", PREFIX, Optional.empty());
    Optional<Prefix> to = section.optional("to", PREFIX, Optional.empty());
    Optional<Family> family =
        section.optional("family", Kind.word(Family.class).maybe(), Optional.empty());
    Optional<String> incoming = section.optional("iif", Names.INTERFACE.maybe(), Optional.empty());
    Optional<String> outgoing = section.optional("oif", Names.INTERFACE.maybe(), Optional.empty());
    Optional<Integer> mark =
        section.optional("fwmark", Kind.integer(1, Integer.MAX_VALUE).maybe(), Optional.empty());
    int mask = section.optional("fwmark-mask", Kind.integer(1, Integer.MAX_VALUE), WHOLE_MARK);
    int priority = section.required("priority", Kind.integer(1, 32767), 0);
    Action action = section.optional("action", Kind.word(Action.class), Action.LOOKUP);
    int table = section.optional("table", Kind.integer(1, Integer.MAX_VALUE), VirtualRoute.MAIN);
    boolean ipv6 =
        from.or(() -> to)
            .map(Prefix::isIpv6)
            .orElse(family.isPresent() && family.get() == Family.IPV6);
    if (section.isSound()) {
      if (from.isPresent() && to.isPresent() && from.get().isIpv6() != to.get().isIpv6()) {
        section.refuse("to", "must be of the family of from");
      }
      if (family.isPresent() && (family.get() == Family.IPV6) != ipv6) {
        section.refuse("family", "must be that of the addresses of its rule");
      }
      if (action != Action.LOOKUP && section.has("table")) {
        section.refuse("table", "has a meaning with action = lookup only");
      }
      if (mark.isEmpty() && section.has("fwmark-mask")) {
        section.refuse("fwmark-mask", "says something about fwmark, which is missing");
      }
    }
    return new VirtualRule(
        ipv6,
        from.orElse(null),
        to.orElse(null),
        incoming.orElse(null),
        outgoing.orElse(null),
        mark.orElse(null),
        mask,
        priority,
        action,
        action == Action.LOOKUP ? table : 0);
  }
}
