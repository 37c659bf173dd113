// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Addresses as {@code InetAddress} writes them. Nothing is ever looked up. */
final class AddressLiteral {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:]{2,39}");

  private AddressLiteral() {}

  /**
   * Reads the one form or the other.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static InetAddress parse(String text) {
    if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) {
      try {
        // With these characters only, the JDK parses and does not ask the resolver.
        return InetAddress.getByName(text);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("not an address", e);
      }
    }
    throw new IllegalArgumentException("not an address");
  }
}
