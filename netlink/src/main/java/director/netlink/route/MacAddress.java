// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

/**
 * An Ethernet address.
 *
 * @param value its six octets, the first on the wire in the highest place; 0..0xffff_ffff_ffff
 */
public record MacAddress(long value) {
  public static final int LENGTH = 6;

  private static final int BITS = 8 * LENGTH;

  public MacAddress {
    if (value >>> BITS != 0) {
      throw new IllegalArgumentException(
          "a MAC address of more than six octets: " + Long.toHexString(value));
    }
  }

  /** From exactly six octets. */
  public static MacAddress of(byte... octets) {
    if (octets.length != LENGTH) {
      throw new IllegalArgumentException("a MAC address of " + octets.length + " octets");
    }
    long value = 0;
    for (byte octet : octets) {
      value = value << 8 | (octet & 0xff);
    }
    return new MacAddress(value);
  }

  /** Six octets in the order of the wire. */
  public byte[] octets() {
    byte[] octets = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      octets[i] = (byte) (value >> (BITS - 8 - 8 * i));
    }
    return octets;
  }

  /** "02:00:5e:00:01:33". */
  @Override
  public String toString() {
    String hex = String.format("%012x", value);
    StringBuilder text = new StringBuilder(hex.substring(0, 2));
    for (int i = 2; i < hex.length(); i += 2) {
      text.append(':').append(hex, i, i + 2);
    }
    return text.toString();
  }
}
