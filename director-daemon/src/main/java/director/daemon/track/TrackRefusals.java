// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<String> problems = problems(script);
        if (!problems.isEmpty()) {
          refusals.put(
              script.name(), script.title() + " cannot be run: " + String.join("; ", problems));
        }
      }
    }
    return refusals;
  }

  private static List<String> problems(TrackScript script) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    ScriptFile.problem(Path.of(script.command().get(0))).ifPresent(problems::add);
    if (script.user().isPresent()) {
      try {
        ScriptUser.find(script.user().get()).rehearse();
      } catch (IOException e) {
        problems.add(e.getMessage());
      }
    }
    return problems;
  }
}
