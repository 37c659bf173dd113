// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.local.ScriptProblems;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a configuration must not ask for on this machine. */
public final class TrackRefusals {
  private TrackRefusals() {}

  /**
   * Looks at the scripts and their users: one that is missing, or that others than root and
   * ourselves could change, is refused before it is run. Blocks.
   *
   * @return by the name of the script, a sentence
   */
  public static SortedMap<String, String> of(Collection<? extends Track> tracks)
      throws InterruptedException {
    SortedMap<String, String> refusals = new TreeMap<>();
    for (Track track : tracks) {
      if (track instanceof TrackScript script) {
        List<String> problems = ScriptProblems.of(script.command().get(0), script.user());
        if (!problems.isEmpty()) {
          refusals.put(
              script.name(), script.title() + " cannot be run: " + String.join("; ", problems));
        }
      }
    }
    return refusals;
  }
}
