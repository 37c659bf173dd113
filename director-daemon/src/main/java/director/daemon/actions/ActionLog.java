// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import director.daemon.actions.state.ActionRecord;
import director.daemon.actions.state.Subject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The last things that were done for each, or left undone. */
final class ActionLog {
  private static final int KEPT = 20;

  private final SortedMap<Subject, Deque<ActionRecord>> bySubject = new TreeMap<>();

  void add(Subject subject, ActionRecord done) {
    Deque<ActionRecord> records = bySubject.computeIfAbsent(subject, who -> new ArrayDeque<>());
    records.addLast(done);
    if (records.size() > KEPT) {
      records.removeFirst();
    }
  }

  /** Forgets all others. */
  void keep(Predicate<Subject> known) {
    bySubject.keySet().removeIf(known.negate());
  }

  /** The oldest first. */
  SortedMap<Subject, List<ActionRecord>> all() {
    SortedMap<Subject, List<ActionRecord>> all = new TreeMap<>();
    bySubject.forEach((subject, records) -> all.put(subject, List.copyOf(records)));
    return all;
  }
}
