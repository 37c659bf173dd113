// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that moves with the MASTER, as it is put on the interface.
 *
 * @param prefixLength 1..32; 32 when none is written, as keepalived and {@code ip} have it
 */
public record VirtualAddress(InetAddress address, int prefixLength) {
  private static final String EXPECTED =
      "an IPv4 address with a prefix length 1..32, such as \"203.0.113.10/24\"";
  private static final Pattern FORM = Pattern.compile("([^/]*)(?:/([0-9]{1,3}))?");

  /** Stands in for what could not be read, and equals nothing that can be. */
  static final VirtualAddress STAND_IN = new VirtualAddress(AddressLiteral.NOBODY, 0);

  static Kind<VirtualAddress> kind() {
    return Kind.text(EXPECTED, VirtualAddress::parse);
  }

  private static VirtualAddress parse(String text) throws UnacceptableValueException {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new UnacceptableValueException(EXPECTED);
    }
    InetAddress address = AddressLiteral.of(parts.group(1), EXPECTED);
    if (address instanceof Inet6Address) {
      throw new UnacceptableValueException(EXPECTED, "VRRP over IPv6 is not supported yet");
    }
    int prefixLength = parts.group(2) == null ? 32 : Integer.parseInt(parts.group(2));
    if (prefixLength < 1 || prefixLength > 32) {
      throw new UnacceptableValueException(EXPECTED);
    }
    return new VirtualAddress(address, prefixLength);
  }

  /** {@code 203.0.113.10/24}. */
  @Override
  public String toString() {
    return AddressLiteral.text(address) + "/" + prefixLength;
  }
}
