// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import director.daemon.local.state.Said;
import director.healthcheck.state.ReadableDuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The command that becomes another user: setpriv(1), which changes itself and then executes, so
 * that the process that was started is the script itself. It needs CAP_SETUID and CAP_SETGID and no
 * more, asks no PAM as su(1) and runuser(1) do, and takes our ambient capabilities away from who is
 * not root anyway.
 *
 * @param uid of the user
 * @param group the user's primary group, which setpriv cannot find out by itself
 */
record ScriptUser(String user, int uid, int group) {
  /** Whoever it is: ambient capabilities would outlive the change, and an orphan shall not. */
  private static final List<String> CONFINED =
      List.of("--inh-caps=-all", "--ambient-caps=-all", "--pdeathsig=KILL", "--");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}|1[0-9]{9}");

  /** Some machines keep their users on other machines. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

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
    try {
      int uid = number(id("-u", user));
      return new ScriptUser(user, uid, number(id("-g", user)));
    } catch (IOException e) {
      throw new IOException("no user to run as: " + e.getMessage(), e);
    }
  }

  /** Without capabilities: whatever the name service loads runs in it. */
  private static String id(String which, String user) throws IOException, InterruptedException {
    List<String> command = prefix(Optional.empty());
    command.addAll(List.of("id", which, "--", user));
    return answer(command);
  }

  /**
   * The line that is a number: where users are kept on other machines, libraries have their say.
   *
   * @throws IOException with a sentence if there is none
   */
  static int number(String answer) throws IOException {
    return answer
        .lines()
        .filter(NUMBER.asMatchPredicate())
        .map(Integer::valueOf)
        .findFirst()
        .orElseThrow(() -> new IOException("id answers no number, but '" + Said.fit(answer) + "'"));
  }

  /** Empty if that is who we are already: to stay so needs no capability. */
  Optional<ScriptUser> unlessOurselves() throws IOException {
    return uid == ScriptFile.ownUser() ? Optional.empty() : Optional.of(this);
  }

  /**
   * Becomes this user once, for nothing. Blocks.
   *
   * @throws IOException with a sentence if we must not
   */
  void rehearse() throws IOException, InterruptedException {
    List<String> command = prefix(unlessOurselves());
    command.add("true");
    try {
      String unused = answer(command);
    } catch (IOException e) {
      throw new IOException(
          "cannot become user "
              + user
              + ": "
              + e.getMessage()
              + "; that needs CAP_SETUID and CAP_SETGID, unless it is the user of directord itself",
          e);
    }
  }

  private static String answer(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(ScriptRunner.NULL))
            .redirectErrorStream(true)
            .start();
    if (!process.waitFor(ANSWERS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(
          command.get(0) + " gives no answer within " + ReadableDuration.of(ANSWERS_WITHIN));
    }
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.exitValue() != 0) {
      throw new IOException(
          Said.lastLine(answer).orElse(String.join(" ", command) + " failed without a word"));
    }
    return answer.strip();
  }
}
