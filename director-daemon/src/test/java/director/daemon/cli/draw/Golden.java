// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The texts that lie beside the tests as resources. */
final class Golden {
  private Golden() {}

  static String text(String name, int width) throws IOException {
    String file = name + "-" + width + ".txt";
    try (InputStream in = Golden.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
