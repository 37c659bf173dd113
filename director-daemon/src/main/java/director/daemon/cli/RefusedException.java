// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.UnknownName;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/** An answer that says no. */
final class RefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final ArrayList<String> detail;

  RefusedException(String message, List<String> detail) {
    super(message);
    this.detail = new ArrayList<>(detail);
  }

  static RefusedException of(UnknownName unknown) {
    return new RefusedException(unknown.message(), unknown.detail());
  }

  /** One line each. */
  List<String> detail() {
    return List.copyOf(detail);
  }
}
