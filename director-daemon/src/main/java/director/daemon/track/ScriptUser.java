// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command that becomes another user: setpriv(1), which changes itself and then executes, so
 * that the process that was started is the script itself. It needs CAP_SETUID and CAP_SETGID and no
 * more, asks no PAM as su(1) and runuser(1) do, and takes our ambient capabilities away from who is
 * not root anyway.
 *
 * @param group the user's primary group, which setpriv cannot find out by itself
 */
record ScriptUser(String user, int group) {
  /** Whoever it is: ambient capabilities would outlive the change, and an orphan shall not. */
  private static final List<String> CONFINED =
      List.of("--inh-caps=-all", "--ambient-caps=-all", "--pdeathsig=KILL", "--");

  /** The beginning of a command that runs as {@code user}, or else as ourselves. */
  static List<String> prefix(Optional<ScriptUser> user) {
    List<String> prefix = new ArrayList<>(List.of("setpriv"));
    user.ifPresent(
        it -> prefix.addAll(List.of("--reuid=" + it.user, "--regid=" + it.group, "--init-groups")));
    prefix.addAll(CONFINED);
    return prefix;
  }

  /**
   * Looks {@code user} up, in whatever the machine keeps its users. Blocks.
   *
   * @throws IOException with a sentence if there is no such user, or if nobody can be asked
   */
  static ScriptUser find(String user) throws IOException, InterruptedException {
    Process id =
        new ProcessBuilder("id", "-g", "--", user)
            .redirectInput(ProcessBuilder.Redirect.from(ScriptRunner.NULL))
            .redirectErrorStream(true)
            .start();
    String answer = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (id.waitFor() != 0) {
      throw new IOException(
          "no user to run as: " + Said.lastLine(answer).orElse("id -g " + user + " failed"));
    }
    return new ScriptUser(user, Integer.parseInt(answer.strip()));
  }
}
