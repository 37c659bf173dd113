// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Literal bytes for tests, as a little-endian machine has them; all that Debian builds our
 * libraries for are.
 */
public final class Bytes {
  private Bytes() {}

  /** From hexadecimal digits; spaces and line ends between them are for the eye. */
  public static ByteBuffer of(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** From the position to the limit, eight digits a group. */
  public static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy).replaceAll("(.{8})(?=.)", "$1 ");
  }
}
