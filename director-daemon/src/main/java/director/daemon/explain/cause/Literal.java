// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Addresses as text, so that two ways to write one are equal: {@code 2001:DB8::1} and {@code
 * 2001:db8:0:0:0:0:0:1}. What is no address stays as it is and equals itself.
 */
final class Literal {
  private static final int GROUPS = 8;

  private Literal() {}

  /** Without its prefix length; with its port, if it has one. */
  static String plain(String text) {
    String whole = text.toLowerCase(Locale.ROOT);
    int slash = whole.indexOf('/');
    String address = slash < 0 ? whole : whole.substring(0, slash);
    int bracket = address.indexOf(']');
    if (address.startsWith("[") && bracket > 0) {
      String port = address.substring(bracket + 1);
      String inside = groups(address.substring(1, bracket));
      return port.isEmpty() ? inside : "[" + inside + "]" + port;
    }
    return groups(address);
  }

  /** Without port and brackets. */
  static String host(String text) {
    String plain = plain(text);
    if (plain.startsWith("[")) {
      return plain.substring(1, plain.indexOf(']'));
    }
    int colon = plain.indexOf(':');
    return colon >= 0 && colon == plain.lastIndexOf(':') ? plain.substring(0, colon) : plain;
  }

  /** All eight of an IPv6 address, without leading zeros (RFC 4291, section 2.2). */
  private static String groups(String address) {
    int gap = address.indexOf("::");
    boolean ipv6 = address.indexOf(':') != address.lastIndexOf(':');
    if (!ipv6 || address.contains(".") || address.contains("%")) {
      return address;
    }
    List<String> before = split(gap < 0 ? address : address.substring(0, gap));
    List<String> after = split(gap < 0 ? "" : address.substring(gap + 2));
    List<String> all = new ArrayList<>(before);
    while (gap >= 0 && all.size() + after.size() < GROUPS) {
      all.add("0");
    }
    all.addAll(after);
    return String.join(":", all);
  }

  private static List<String> split(String groups) {
    return groups.isEmpty()
        ? List.of()
        : Arrays.stream(groups.split(":", -1)).map(it -> it.replaceFirst("^0+(?=.)", "")).toList();
  }
}
