// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import director.vrrp.orders.Authentication;
import director.vrrp.orders.Authentication.Password;
import director.vrrp.packet.AuthenticationData;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What version 2 carries to authenticate (RFC 2338, section 5.3.10). */
final class Passwords {
  private Passwords() {}

  /** Filled up with zeros, and cut off after 8 bytes as keepalived does. */
  static AuthenticationData of(Authentication orders) {
    if (!(orders instanceof Password password)) {
      return AuthenticationData.NONE;
    }
    byte[] bytes = password.password().getBytes(StandardCharsets.ISO_8859_1);
    return new AuthenticationData(
        AuthenticationData.SIMPLE_PASSWORD,
        ByteBuffer.wrap(Arrays.copyOf(bytes, Long.BYTES)).getLong());
  }
}
