// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * An address and a port, of a virtual service.
 *
 * @param port 1..65535
 */
public record Endpoint(InetAddress address, int port) {
  /** {@code 203.0.113.10:443} or {@code [2001:db8::10]:443}. */
  @Override
  public String toString() {
    String text = AddressLiteral.text(address);
    return (address instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port;
  }
}
