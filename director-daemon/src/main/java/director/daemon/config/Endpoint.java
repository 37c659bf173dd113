// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address and a port, of a virtual service.
 *
 * @param port 1..65535
 */
public record Endpoint(InetAddress address, int port) {
  private static final String EXPECTED =
      "an address and a port 1..65535, such as \"203.0.113.10:443\" or \"[2001:db8::10]:443\"";
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*:[^\\]]*)]:([0-9]{1,5})");
  private static final Pattern PLAIN = Pattern.compile("([^:\\[\\]]*):([0-9]{1,5})");

  /** Stands in for what could not be read, and equals nothing that can be. */
  static final Endpoint STAND_IN = new Endpoint(AddressLiteral.NOBODY, 0);

  static Kind<Endpoint> kind() {
    return Kind.text(EXPECTED, Endpoint::parse);
  }

  private static Endpoint parse(String text) throws UnacceptableValueException {
    for (Pattern form : new Pattern[] {BRACKETED, PLAIN}) {
      Matcher parts = form.matcher(text);
      if (parts.matches()) {
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65535) {
          throw new UnacceptableValueException(EXPECTED);
        }
        return new Endpoint(AddressLiteral.of(parts.group(1), EXPECTED), port);
      }
    }
    throw new UnacceptableValueException(EXPECTED);
  }

  /** {@code 203.0.113.10:443} or {@code [2001:db8::10]:443}. */
  @Override
  public String toString() {
    String text = AddressLiteral.text(address);
    return (address instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port;
  }
}
