// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "plan",
    description = {
      "Shows what a reload with that config would do to the running director, and does nothing: what"
          + " is added (+), removed (-) and changed (~), what that means for clients, and how many"
          + " live connections it touches.",
      "'reload --plan' does the same with the director's own file."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing to do, or no connection would be lost",
      "1:connections would be lost, or nobody knows",
      "3:the daemon cannot be reached",
      "4:directord would refuse the config; every problem is on standard error"
    })
final class ConfigPlanCommand implements Callable<Integer> {
  private static final int LONGEST = 16 * 1024 * 1024;

  @Parameters(paramLabel = "FILE", description = "The config, as for directord --config.")
  private Path file = Path.of("");

  private final Options options;

  ConfigPlanCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    Path absolute = file.toAbsolutePath().normalize();
    JsonNode answer = options.director().plan(absolute.toString(), text());
    return Plans.print(answer, options);
  }

  private String text() throws RefusedException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new RefusedException(file + " has more than 16 MiB, which is no config", List.of());
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new RefusedException("there is no file " + file, List.of());
    } catch (IOException e) {
      throw new RefusedException("cannot read " + file + ": " + e.getMessage(), List.of());
    }
  }
}
