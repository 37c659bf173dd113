// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

/**
 * What version 2 has room for (RFC 2338, sections 5.3.6 and 5.3.10).
 *
 * @param type 0..255; 0 = none, 1 = simple text password, 2 = IPsec AH
 * @param octets the 8 bytes, big-endian
 */
public record AuthenticationData(int type, long octets) {
  public static final int NO_AUTHENTICATION = 0;
  public static final int SIMPLE_PASSWORD = 1;

  /** Sent as zero (RFC 3768, section 5.3.10); and what version 3 has instead. */
  public static final AuthenticationData NONE = new AuthenticationData(NO_AUTHENTICATION, 0);

  static final int LENGTH = 8;

  /** Passwords do not belong into logs. */
  @Override
  public String toString() {
    return "AuthenticationData[type=" + type + ", ...]";
  }
}
