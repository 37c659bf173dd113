// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program of ours in a Java of its own, since what it does to its process is the question. */
final class Program {
  private Program() {}

  /**
   * How it ended.
   *
   * @param err what it wrote to stderr
   */
  record End(int status, String out, String err) {}

  static ProcessBuilder of(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("JOURNAL_STREAM", "NOTIFY_SOCKET"));
    return builder;
  }

  static End run(ProcessBuilder builder) throws IOException, InterruptedException {
    File out = File.createTempFile("out", ".txt");
    File err = File.createTempFile("err", ".txt");
    try {
      int status = builder.redirectOutput(out).redirectError(err).start().waitFor();
      return new End(status, Files.readString(out.toPath()), Files.readString(err.toPath()));
    } finally {
      Files.delete(out.toPath());
      Files.delete(err.toPath());
    }
  }

  static ProcessBuilder with(ProcessBuilder builder, Map<String, String> environment) {
    builder.environment().putAll(environment);
    return builder;
  }
}
