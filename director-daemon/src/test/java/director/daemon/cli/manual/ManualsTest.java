// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import director.daemon.cli.DirectorCtl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ManualsTest {
  @TempDir Path folder;

  static Stream<CommandLine> commands() {
    return all(DirectorCtl.tree());
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        ManualPage.children(command.getCommandSpec()).stream().flatMap(ManualsTest::all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName("groff has nothing to complain of in any page")
  void clean(CommandLine command) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "groff is not installed");
    ManualPage page = new ManualPage(command, 1, Map.of("/a", "b."), Map.of(), List.of("x(1)"));
    Path file = Files.writeString(folder.resolve(page.name() + ".1"), page.text());

    assertEquals("", run("groff", "-man", "-ww", "-z", "-Tutf8", file.toString()));
  }

  @Test
  @DisplayName("a page says what --help says, in the sections of man-pages(7)")
  void page() {
    CommandLine reload = DirectorCtl.tree().getSubcommands().get("reload");

    String text = new ManualPage(reload, 1, Map.of(), Map.of(), List.of("directorctl(1)")).text();

    assertEquals(
        """
        .SH "NAME"
        directorctl\\-reload \\- has the director read its config again, waits until it is in use, and says what that did
        .SH "SYNOPSIS"
        directorctl reload [\\-h] [\\-\\-plan] [\\-\\-ca=FILE] [\\-\\-color=WHEN] [\\-\\-confirm=TIME] [\\-\\-connect=URL] [\\-\\-control\\-socket=PATH] [\\-o=FORMAT] [\\-\\-token\\-file=FILE]
        .SH "DESCRIPTION"
        """,
        text.substring(text.indexOf(".SH"), text.indexOf("Has the director")));
    assertEquals(
        """
        .SH "OPTIONS"
        .TP
        \\fB\\-\\-plan\\fR
        Only show what it would do, as 'config plan' does.
        .TP
        \\fB\\-\\-confirm\\fR \\fITIME\\fR
        Take it back after that, 5s..1h, such as 60s, unless it is confirmed.
        .PP
        Those of directorctl(1) may stand here too.
        .SH "EXIT STATUS"
        .TP
        \\fB0\\fR
        the config is in use; with \\-\\-plan: no connection would be lost
        """,
        text.substring(text.indexOf(".SH \"OPTIONS\""), text.indexOf(".TP\n\\fB1")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "st | status stats stop",
        "ser | service server",
        "server dr | drain",
        "server drain --w | --within",
        "server drain p r --reason '' | ''",
        "-o js | json",
        "status -o '' | table json",
        "comp | ''",
        "vip show '' | names:vips",
        "vip handover '' | names:vips",
        "service show '' | names:services",
        "server drain '' | names:services",
        "server drain --within 5m photos '' | names:servers names:photos",
        "-o json explain '' | names:targets",
        "events --target '' | names:targets",
        "--control-socket /s server list '' | names:/s names:services",
        "config plan /etc/host.co | /etc/host.conf"
      })
  @DisplayName("bash completes commands, options, values, files, and names that the director knows")
  void completes(String typed, String expected) throws Exception {
    Path program = folder.resolve("directorctl");
    Files.writeString(
        program,
        """
        #!/bin/bash
        [ "$2" = /run/directord/control.sock ] || echo "names:$2"
        shift 3
        printf 'names:%s\\n' "$@"
        """);
    Files.setPosixFilePermissions(
        program, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    Path script = Files.writeString(folder.resolve("bash"), Completions.bash(DirectorCtl.tree()));
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                ". \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _directorctl;"
                    + " echo \"${COMPREPLY[*]}\"",
                script.toString(),
                program.toString()));
    Stream.of(typed.split(" ")).map(word -> word.replace("''", "")).forEach(command::add);

    assertEquals(expected, run(command.toArray(String[]::new)).strip());
  }

  @Test
  @DisplayName("the scripts are such for their shells")
  void syntax() throws Exception {
    Path bash = Files.writeString(folder.resolve("bash"), Completions.bash(DirectorCtl.tree()));
    Path zsh = Files.writeString(folder.resolve("zsh"), Completions.zsh(DirectorCtl.tree()));

    assertEquals("", run("bash", "-n", bash.toString()));
    assertEquals("#compdef directorctl", Files.readAllLines(zsh).get(0));
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "zsh is not installed");
    assertEquals("", run("zsh", "-n", zsh.toString()));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
