// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.regex.Pattern;

/** Names that others have chosen. */
final class Names {
  /** dev_valid_name() and IFNAMSIZ of the kernel; a colon would name an alias. */
  static final Pattern INTERFACE_PATTERN = Pattern.compile("(?!\\.{1,2}$)[!-~&&[^/:]]{1,15}");

  static final Kind<String> INTERFACE =
      Kind.text("the name of a network interface, such as eth0", INTERFACE_PATTERN);

  private Names() {}
}
