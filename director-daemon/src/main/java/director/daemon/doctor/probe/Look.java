// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Known;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** A look at something that may not be there, or not for us. */
@FunctionalInterface
interface Look<T> {
  T take() throws IOException;

  /** What is seen, or why not. */
  static <T> Known<T> at(String what, Look<T> look) {
    try {
      return Known.of(look.take());
    } catch (AccessDeniedException e) {
      return Known.not(what + ": no permission for " + e.getFile() + "; run it as root");
    } catch (IOException e) {
      return Known.not(what + ": " + e.getMessage());
    }
  }

  /** A path below a root, which is / but in tests. */
  static Path below(Path root, String absolute) {
    return root.resolve(absolute.substring(1));
  }
}
