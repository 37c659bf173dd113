// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.config.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * That there is nothing of a name: what was probably meant, and what there is.
 *
 * @param message a sentence, without a full stop
 * @param detail a line each
 */
public record UnknownName(String message, List<String> detail) {
  private static final int MOST_NAMES = 20;

  public UnknownName {
    detail = List.copyOf(detail);
  }

  /**
   * For a name that is not among {@code there}.
   *
   * @param what "service"
   */
  public static UnknownName of(String what, String name, Collection<String> there) {
    return new UnknownName("there is no " + what + " " + name, alternatives(name, there));
  }

  /** For a server that is not among those of a service. */
  public static UnknownName server(String service, String name, Collection<String> there) {
    return new UnknownName(
        "service " + service + " has no server " + name, alternatives(name, there));
  }

  private static List<String> alternatives(String name, Collection<String> there) {
    List<String> detail = new ArrayList<>();
    String suggestion = Suggestion.among(there, name);
    if (!suggestion.isEmpty()) {
      detail.add(suggestion);
    }
    List<String> shown = there.stream().limit(MOST_NAMES).toList();
    int more = there.size() - shown.size();
    detail.add(
        shown.isEmpty()
            ? "none is configured"
            : "there is: " + String.join(", ", shown) + (more > 0 ? " and " + more + " more" : ""));
    return detail;
  }

  public Outcome refused() {
    return Outcome.refused(message, detail);
  }
}
