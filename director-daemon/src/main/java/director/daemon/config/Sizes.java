// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;

/** Sizes as HOCON writes them: {@code "64 KiB"}, {@code 10k}, or a number of bytes. */
final class Sizes {
  private Sizes() {}

  /** From none on. */
  static Kind<Integer> upTo(int largest, String words) {
    String expected = "a size of 0.." + words + ", such as \"64 KiB\"";
    return value -> {
      if (value.valueType() != ConfigValueType.STRING
          && value.valueType() != ConfigValueType.NUMBER) {
        throw new UnacceptableValueException(expected);
      }
      try {
        long bytes = value.atKey("size").getBytes("size");
        if (bytes < 0 || bytes > largest) {
          throw new UnacceptableValueException(expected);
        }
        return (int) bytes;
      } catch (ConfigException e) {
        throw new UnacceptableValueException(expected);
      }
    };
  }
}
