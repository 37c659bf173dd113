// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.control.PeerReport;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a conversation found last, for other threads. */
record Found(@Nullable PeerReport report, List<String> problems, Set<String> interests) {
  static final Found NOTHING = new Found(null, List.of(), Set.of());

  Found {
    problems = List.copyOf(problems);
    interests = Set.copyOf(interests);
  }
}
