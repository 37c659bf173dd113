// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.control.DirectorUnreachableException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --watch}: one look, or one after the other until Ctrl-C. */
final class Watch {
  private static final int SHORTEST = 1;
  private static final int LONGEST = 3600;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "2",
      paramLabel = "SECONDS",
      description =
          "Draw anew every so many seconds, 1..3600, until Ctrl-C. Default: ${FALLBACK-VALUE}")
  private @Nullable Integer seconds;

  /**
   * What is seen at one look.
   *
   * @param table drawn when it is wanted, for the screen as it is then
   * @param well whether the command ends with 0
   */
  record Sight(JsonNode json, Supplier<String> table, boolean well) {
    int exitCode() {
      return well ? ExitCodes.FINE : ExitCodes.DEGRADED;
    }
  }

  /** Asks the director. */
  @FunctionalInterface
  interface Look {
    Sight at() throws DirectorUnreachableException, RefusedException;
  }

  /** Prints what is seen, and says how to end. */
  int run(Options options, Look look) throws DirectorUnreachableException, RefusedException {
    if (seconds != null && (seconds < SHORTEST || seconds > LONGEST)) {
      throw new ParameterException(
          command.commandLine(),
          "--watch must be %d..%d seconds, but is %d".formatted(SHORTEST, LONGEST, seconds));
    }
    Sight sight = look.at();
    if (seconds == null) {
      options.print(sight);
      return sight.exitCode();
    }
    options.redraw(sight);
    while (options.pause(Duration.ofSeconds(seconds))) {
      sight = again(options, look, sight);
    }
    return sight.exitCode();
  }

  /** Who watches wants to see the director come back. */
  private static Sight again(Options options, Look look, Sight before) throws RefusedException {
    try {
      Sight sight = look.at();
      options.redraw(sight);
      return sight;
    } catch (DirectorUnreachableException e) {
      options.redrawMissing("directorctl: " + e.getMessage());
      return before;
    }
  }
}
