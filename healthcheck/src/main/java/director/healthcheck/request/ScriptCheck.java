// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A program of the operator's, as keepalived's MISC_CHECK: exit status 0 means health.
 *
 * @param command the program by its absolute path, and its arguments; no shell
 * @param user whom it runs as; ourselves when empty
 * @param dynamic whether 2..255 mean health, too, with a weight of so much less two
 * @param environment what describes the server to it
 */
public record ScriptCheck(
    List<String> command,
    Optional<String> user,
    boolean dynamic,
    SortedMap<String, String> environment)
    implements CheckRequest {

  public ScriptCheck {
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a script check needs a command");
    }
  }

  @Override
  public String kind() {
    return "script";
  }
}
