// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of the connections that a client made one after the other. */
public record Calls(List<Call> all) {
  /**
   * One connection.
   *
   * @param started by {@link System#nanoTime}
   * @param by the name of the host that greeted; empty if none did
   * @param problem why none did; empty if one did
   */
  public record Call(long started, String by, String problem) {
    public boolean failed() {
      return by.isEmpty();
    }
  }

  public Calls {
    all = List.copyOf(all);
  }

  /** Those that started since then. */
  public Calls since(long moment) {
    return new Calls(all.stream().filter(call -> call.started() - moment >= 0).toList());
  }

  /** Those that nobody greeted. */
  public List<Call> failed() {
    return all.stream().filter(Call::failed).toList();
  }

  /** How many each host has greeted. */
  public SortedMap<String, Integer> by() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    all.stream().filter(call -> !call.failed()).forEach(call -> count(counts, call.by()));
    return counts;
  }

  private static void count(SortedMap<String, Integer> counts, String host) {
    counts.merge(host, 1, Integer::sum);
  }
}
