// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import director.daemon.control.PlanReport.Change;
import java.util.List;

/** Changes as a reload tells them: {@code change server:photos/r1: weight 1 -> 0 (...)}. */
public final class ChangeLines {
  private ChangeLines() {}

  /** A line for each, in their order. */
  public static List<String> of(Changes changes) {
    return changes.list().stream().map(ChangeLines::line).toList();
  }

  private static String line(Change change) {
    String what = change.verb() + " " + change.target();
    String detail = change.detail().isEmpty() ? "" : ": " + String.join(", ", change.detail());
    return what + detail + (change.effect().isEmpty() ? "" : " (" + change.effect() + ")");
  }
}
