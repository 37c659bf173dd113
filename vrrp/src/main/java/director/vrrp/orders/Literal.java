// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses that are written in the code. */
final class Literal {
  private Literal() {}

  static InetAddress of(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError("not an address literal: " + literal, e);
    }
  }
}
