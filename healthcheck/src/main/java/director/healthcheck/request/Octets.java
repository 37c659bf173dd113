// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Bytes as a value.
 *
 * @param hex two lower-case digits a byte
 */
public record Octets(String hex) {

  public Octets {
    byte[] unused = HexFormat.of().parseHex(hex);
  }

  /** The bytes of {@code text} in UTF-8. */
  public static Octets ofText(String text) {
    return new Octets(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
