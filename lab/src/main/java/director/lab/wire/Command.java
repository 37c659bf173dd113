// SPDX-License-Identifier: Apache-2.0
package director.lab.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command to its end. A process belongs to the network namespace of the thread that starts
 * it.
 */
final class Command {
  /**
   * For what hangs; apt takes a minute by itself where others want the processor, and must not be
   * killed in its middle.
   */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Command() {}

  /**
   * Runs it with {@code input} on its standard input.
   *
   * @throws CommandFailedException if it has not ended after five minutes
   */
  static Finished run(String input, List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    CompletableFuture<String> out = text(process.getInputStream());
    CompletableFuture<String> err = text(process.getErrorStream());
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new CommandFailedException(
          "'" + String.join(" ", command) + "' had not ended after " + LIMIT.toSeconds() + " s");
    }
    return new Finished(String.join(" ", command), process.exitValue(), out.join(), err.join());
  }

  static Finished run(String... command) throws IOException, InterruptedException {
    return run("", List.of(command));
  }

  private static CompletableFuture<String> text(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
