// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A routing policy rule that moves with the role, in the words of {@code ip rule}.
 *
 * @param ipv6 its family; {@code from} and {@code to} are of the same
 * @param from null for all
 * @param to null for all
 * @param incoming interface; null for all
 * @param outgoing interface; null for all
 * @param mark firewall mark; null for all
 * @param mask of the mark, 0xffffffff = all of it
 * @param priority 1..32767, lower ones are asked first
 * @param action what it does
 * @param table where to look, for {@link Action#LOOKUP}
 */
public record VirtualRule(
    boolean ipv6,
    @Nullable Prefix from,
    @Nullable Prefix to,
    @Nullable String incoming,
    @Nullable String outgoing,
    @Nullable Integer mark,
    int mask,
    int priority,
    Action action,
    int table)
    implements Holding {

  /** FR_ACT_* of linux/fib_rules.h. */
  public enum Action {
    LOOKUP,
    BLACKHOLE,
    UNREACHABLE,
    PROHIBIT
  }

  @Override
  public String toString() {
    return priority
        + ": from "
        + (from == null ? "all" : from)
        + (to == null ? "" : " to " + to)
        + (mark == null ? "" : " fwmark " + Integer.toHexString(mark))
        + " "
        + (action == Action.LOOKUP ? "lookup " + table : action.name().toLowerCase(Locale.ROOT));
  }
}
