// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.nio.file.Path;

/** Another process that holds a lock until its standard input ends. */
public final class LockHolder {
  private LockHolder() {}

  public static void main(String... args) throws Exception {
    ProcessLock lock = ProcessLock.take(Path.of(args[0]), args[1]);
    System.out.println("held");
    while (System.in.read() >= 0) {
      // Nothing is said here; what counts is the end.
    }
    lock.close();
  }

  public static Process start(Path stateDirectory, String name) throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                stateDirectory.toString(),
                name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!"held".equals(holder.inputReader().readLine())) {
      throw new AssertionError("the other process did not get the lock");
    }
    return holder;
  }
}
