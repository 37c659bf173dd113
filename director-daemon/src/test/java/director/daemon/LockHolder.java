// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process that holds a lock until its standard input ends. */
public final class LockHolder {
  private LockHolder() {}

  public static void main(String... args) throws Exception {
    Path state = Path.of(args[0]);
    ProcessLock lock =
        args.length == 2
            ? ProcessLock.take(state, args[1])
            : ProcessLock.ofDirector(state, Path.of(args[2]));
    System.out.println("held");
    while (System.in.read() >= 0) {
      // Nothing is said here; what counts is the end.
    }
    lock.close();
  }

  public static Process start(Path stateDirectory, String name) throws Exception {
    return launch(stateDirectory.toString(), name);
  }

  /** With both locks of a director. */
  public static Process startDirector(Path stateDirectory, Path controlSocket) throws Exception {
    return launch(stateDirectory.toString(), "director.lock", controlSocket.toString());
  }

  /**
   * The same, with a disk that this one alone sees.
   *
   * @param mount commands of a shell that make it so
   */
  static Process startDirector(Path stateDirectory, Path controlSocket, String mount)
      throws Exception {
    return launch(
        List.of("unshare", "--mount", "sh", "-e", "-c", mount + "; exec \"$@\"", "sh"),
        stateDirectory.toString(),
        "director.lock",
        controlSocket.toString());
  }

  private static Process launch(String... arguments) throws Exception {
    return launch(List.of(), arguments);
  }

  private static Process launch(List<String> wrapper, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LockHolder.class.getName()));
    command.addAll(List.of(arguments));
    Process holder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    if (!"held".equals(holder.inputReader().readLine())) {
      throw new AssertionError("the other process did not get the lock");
    }
    return holder;
  }
}
