// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.cli.draw.Cut;
import director.daemon.cli.draw.Screen;
import director.daemon.control.ControlApi;
import director.daemon.control.ControlClient;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.Json;
import director.daemon.control.RemoteDirector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code directorctl} itself: the options that all commands take, before or after their name. */
@Command(
    name = "directorctl",
    description = "Asks the running director, and gives it orders.",
    versionProvider = DirectorCtl.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:degraded, as said in the help of each command",
      "2:wrong usage",
      "3:the daemon cannot be reached",
      "4:refused",
      "70:a mistake of directorctl itself"
    })
final class Options {
  enum Format {
    TABLE,
    JSON;

    @Override
    public String toString() {
      return super.toString().toLowerCase(Locale.ROOT);
    }
  }

  /** Cursor home, then all below it cleared, which flickers less than the other way round. */
  private static final String CLEARED = "\033[H\033[J";

  @Option(
      names = "--control-socket",
      paramLabel = "PATH",
      scope = ScopeType.INHERIT,
      description = "Where the director listens. Default: ${DEFAULT-VALUE}")
  private Path controlSocket = Path.of("/run/directord/control.sock");

  @Option(
      names = "--connect",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "A director elsewhere, as https://192.0.2.11:7443, in place of the control socket. Needs"
              + " --token-file.")
  private String connect = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "With --connect: holds the token that directorctl token printed.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "With --connect: certificates of who vouches for the director. Default: those that Java"
              + " knows.")
  private @Nullable Path ca;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Format format = Format.TABLE;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Shell.Colour colour = Shell.Colour.AUTO;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on its annotation
  private boolean help;

  @Option(
      names = "--version",
      versionHelp = true,
      description = "Shows the version of directorctl.")
  @SuppressWarnings("UnusedVariable") // picocli acts on its annotation
  private boolean version;

  private final Function<Path, ControlApi> directors;
  private Shell shell;

  Options(Function<Path, ControlApi> directors, Shell shell) {
    this.directors = directors;
    this.shell = shell;
  }

  Questions director() throws DirectorUnreachableException {
    return new Questions(reached());
  }

  Past past() throws DirectorUnreachableException {
    return new Past(reached());
  }

  private ControlApi reached() throws DirectorUnreachableException {
    if (connect.isEmpty()) {
      return directors.apply(controlSocket);
    }
    if (tokenFile == null) {
      throw new DirectorUnreachableException("--connect needs --token-file", null);
    }
    try {
      return new ControlClient(RemoteDirector.of(connect, tokenFile, Optional.ofNullable(ca)));
    } catch (IOException e) {
      throw new DirectorUnreachableException(String.valueOf(e.getMessage()), e);
    }
  }

  boolean json() {
    return format == Format.JSON;
  }

  Screen screen() {
    return shell.screen(colour);
  }

  /** How many lines the terminal has; as good as endless where there is none. */
  int lines() {
    return shell.lines();
  }

  /** Takes the place of what is on the screen; where there is none, it follows. */
  void redraw(String text) {
    shell.out().print((shell.redraws() ? CLEARED : "") + text);
    shell.out().flush();
  }

  /** Waits; false when there is no going on. */
  boolean pause(Duration time) {
    boolean goesOn = shell.pause().pass(time);
    shell = shell.measured();
    return goesOn;
  }

  Clock clock() {
    return shell.clock().get();
  }

  /** What is seen, once. */
  void print(Watch.Sight sight) {
    if (json()) {
      print(sight.json());
    } else {
      print(sight.table().get());
    }
  }

  /** What is seen, in the place of what was; JSON is a line for each look. */
  void redraw(Watch.Sight sight) {
    if (json()) {
      printLine(sight.json().toString());
      shell.out().flush();
    } else {
      redraw(Cut.toScreen(sight.table().get(), lines()));
    }
  }

  /** That there is nothing to see now. */
  void redrawMissing(String sentence) {
    if (json() || !shell.redraws()) {
      complain(sentence);
      shell.err().flush();
    } else {
      redraw(sentence + "\n");
    }
  }

  /** Lets whoever reads it see it now; false when nobody does any more, as after {@code head}. */
  boolean flush() {
    return !shell.out().checkError();
  }

  void print(String text) {
    shell.out().print(text);
  }

  void printLine(String line) {
    shell.out().print(line + "\n");
  }

  void print(JsonNode tree) {
    printLine(Json.pretty(tree));
  }

  /** The answer to an order, {@code {"result": ..., "detail": [...]}}. */
  void printResult(JsonNode answer) {
    if (json()) {
      print(answer);
      return;
    }
    printLine(answer.path("result").asText());
    answer.path("detail").forEach(line -> printLine("  " + line.asText()));
  }

  void complain(String line) {
    shell.err().print(line + "\n");
  }
}
