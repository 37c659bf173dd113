// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A program that is asked something. */
final class Command {
  private static final int PATIENCE_SECONDS = 3;
  private static final int LONGEST = 64 * 1024;

  private Command() {}

  record Result(int status, String output) {}

  /**
   * Runs it to its end.
   *
   * @throws IOException if there is no such program, or it does not end
   */
  static Result run(String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      String output =
          new String(process.getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(command[0] + " does not end");
      }
      return new Result(process.exitValue(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command[0] + " ran", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
