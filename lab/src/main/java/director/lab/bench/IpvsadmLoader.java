// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code ipvsadm -R}, from its start to its end.
 *
 * @param directory for its input
 */
record IpvsadmLoader(Path directory) implements IpvsLoader {
  @Override
  public String name() {
    return "ipvsadm -R";
  }

  @Override
  public double load(IpvsShape shape) throws IOException, InterruptedException {
    Path rules = directory.resolve("rules");
    Files.writeString(rules, shape.rules());
    long begin = System.nanoTime();
    run(new ProcessBuilder("ipvsadm", "-R").redirectInput(rules.toFile()));
    return (System.nanoTime() - begin) / 1e6;
  }

  /** Empties the table. */
  static void clear() throws IOException, InterruptedException {
    run(new ProcessBuilder("ipvsadm", "-C"));
  }

  /** How long a listing takes, in milliseconds; what it says goes nowhere. */
  static double list(String... options) throws IOException, InterruptedException {
    ProcessBuilder list = new ProcessBuilder("ipvsadm");
    list.command().addAll(List.of(options));
    long begin = System.nanoTime();
    run(list.redirectOutput(ProcessBuilder.Redirect.DISCARD));
    return (System.nanoTime() - begin) / 1e6;
  }

  private static void run(ProcessBuilder program) throws IOException, InterruptedException {
    Process process = program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", program.command()) + " failed: see above");
    }
  }
}
