// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A program of the operator's.
 *
 * @param title what it is called in a log: "script check_nginx"
 * @param command its absolute path and its arguments, without a shell; at least the path
 * @param user to run as; empty: as ourselves, but without our ambient capabilities
 * @param environment beside PATH, which is ours unless it is given here; nothing else
 * @param timeout how long a run may take, above zero; then its whole process group is ended
 */
public record Script(
    String title,
    List<String> command,
    Optional<String> user,
    SortedMap<String, String> environment,
    Duration timeout) {

  public Script {
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }
}
