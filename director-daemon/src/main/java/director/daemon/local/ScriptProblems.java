// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a script could not be run, found out before it is. */
public final class ScriptProblems {
  private ScriptProblems() {}

  /**
   * Looks at the program, and becomes the user for nothing. Blocks.
   *
   * @param user to run as; empty: as ourselves
   * @return each as the end of a sentence; empty if it can be run
   */
  public static List<String> of(String program, Optional<String> user) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    ScriptFile.problem(program).ifPresent(problems::add);
    if (user.isPresent()) {
      try {
        ScriptUser.find(user.get()).rehearse();
      } catch (IOException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return problems;
  }
}
