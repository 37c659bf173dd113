// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import director.daemon.cli.DirectorCtl;
import director.daemon.cli.manual.Completions;
import director.daemon.cli.manual.ManualPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/**
 * Writes manual pages and completions; started by the build, with the folder of the distribution.
 */
public final class Manuals {
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "/etc/directord/director.conf", "The configuration; a commented one comes with it.",
              "/var/lib/directord", "What outlives a restart, and the journal of events.",
              "/run/directord/control.sock", "Where directord answers directorctl(1)."));
  private static final Map<String, String> ENVIRONMENT =
      new TreeMap<>(
          Map.of(
              "COLUMNS", "How wide tables are; without it, as the terminal is, or 80.",
              "NO_COLOR", "Unless it is empty, nothing is coloured. See no-color.org.",
              "JAVA_HOME", "Which Java runtime is used, 17 or newer."));

  private Manuals() {}

  public static void main(String... arguments) throws IOException {
    Path distribution = Path.of(arguments[0]);
    CommandLine ctl = DirectorCtl.tree();
    write(distribution.resolve("completions/directorctl.bash"), Completions.bash(ctl));
    write(distribution.resolve("completions/_directorctl"), Completions.zsh(ctl));
    writeAll(ctl, distribution);
    ManualPage daemon =
        new ManualPage(
            Directord.program(), 8, FILES, Map.of(), List.of("directorctl(1)", "systemctl(1)"));
    write(distribution.resolve("man/man8/directord.8"), daemon.text());
    for (CommandLine child : daemon.command().getSubcommands().values()) {
      ManualPage page = new ManualPage(child, 8, Map.of(), Map.of(), List.of("directord(8)"));
      write(distribution.resolve("man/man8/" + page.name() + ".8"), page.text());
    }
  }

  private static void writeAll(CommandLine command, Path distribution) throws IOException {
    boolean isRoot = command.getParent() == null;
    ManualPage page =
        new ManualPage(
            command,
            1,
            isRoot ? FILES : Map.of(),
            isRoot ? ENVIRONMENT : Map.of(),
            List.of(isRoot ? "directord(8)" : "directorctl(1), directord(8)"));
    write(distribution.resolve("man/man1/" + page.name() + ".1"), page.text());
    for (CommandLine child : command.getSubcommands().values()) {
      if (!child.getCommandSpec().usageMessage().hidden()) {
        writeAll(child, distribution);
      }
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }
}
