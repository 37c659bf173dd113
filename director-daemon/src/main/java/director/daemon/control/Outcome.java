// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.List;

/**
 * What became of an order.
 *
 * @param accepted false when it was refused and nothing has changed
 * @param message one sentence, without a full stop
 * @param detail one line each, such as what a reload changed, or every problem of a refused config
 */
public record Outcome(boolean accepted, String message, List<String> detail) {
  public Outcome {
    detail = List.copyOf(detail);
  }

  public static Outcome done(String message, List<String> detail) {
    return new Outcome(true, message, detail);
  }

  public static Outcome refused(String message, List<String> detail) {
    return new Outcome(false, message, detail);
  }
}
