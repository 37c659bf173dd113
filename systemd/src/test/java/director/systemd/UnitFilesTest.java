// SPDX-License-Identifier: Apache-2.0
package director.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the units promise; lab/bin/prepare installs systemd where it is missing. */
class UnitFilesTest {
  private static final Path UNITS = Path.of("units").toAbsolutePath();
  private static final String ELECTOR = "directord-vrrp.service";
  private static final String DIRECTOR = "directord.service";
  private static final double MOST_EXPOSED = 3.0;

  private static final Pattern EXPOSURE = Pattern.compile("exposure level for \\S+ ([0-9.]+) ");

  private static List<String> values(String unit, String key) throws IOException {
    return Files.readAllLines(UNITS.resolve(unit)).stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .toList();
  }

  private static String say(String... command) throws IOException, InterruptedException {
    assumeTrue(
        Stream.of("/usr/bin", "/bin").anyMatch(bin -> new File(bin, command[0]).canExecute()),
        () -> "there is no " + command[0] + " on this machine");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int unused = process.waitFor();
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {ELECTOR, DIRECTOR})
  @DisplayName("systemd finds the units exposed by 3.0 at most")
  void exposure(String unit) throws Exception {
    String said =
        say(
            "systemd-analyze",
            "security",
            "--offline=true",
            "--no-pager",
            UNITS.resolve(unit).toString());

    Matcher exposed = EXPOSURE.matcher(said);
    assertTrue(exposed.find(), said);
    double level = Double.parseDouble(exposed.group(1));
    assertTrue(level <= MOST_EXPOSED, () -> level + "\n" + said);
  }

  @ParameterizedTest
  @CsvSource({
    "directord-vrrp.service, CAP_NET_ADMIN CAP_NET_RAW CAP_SYS_NICE",
    "directord.service, CAP_NET_ADMIN CAP_NET_RAW"
  })
  @DisplayName("they run as directord, with these capabilities and no others")
  void rights(String unit, String capabilities) throws Exception {
    assertEquals(List.of("directord"), values(unit, "User"));
    assertEquals(List.of("directord"), values(unit, "Group"));
    assertEquals(List.of(capabilities), values(unit, "AmbientCapabilities"));
    assertEquals(List.of(capabilities), values(unit, "CapabilityBoundingSet"));
    assertEquals(List.of("yes"), values(unit, "NoNewPrivileges"));
    assertEquals(List.of("strict"), values(unit, "ProtectSystem"));
  }

  @ParameterizedTest
  @CsvSource({"directord-vrrp.service, 20, 77", "directord.service, 60, 69 77 78"})
  @DisplayName("they are watched, and come back unless waiting cannot help")
  void life(String unit, String watchdog, String inVain) throws Exception {
    assertEquals(List.of("notify", "notify-reload"), values(unit, "Type"));
    assertEquals(List.of(watchdog), values(unit, "WatchdogSec"));
    assertEquals(List.of("always"), values(unit, "Restart"));
    assertEquals(List.of(inVain), values(unit, "RestartPreventExitStatus"));
    assertEquals(List.of("0"), values(unit, "StartLimitIntervalSec"));
  }

  @Test
  @DisplayName("a reload is asked of directorctl, which fails with the reason")
  void reload() throws Exception {
    assertEquals(
        List.of("/usr/lib/directord/bin/directorctl reload"), values(DIRECTOR, "ExecReload"));
    assertEquals(List.of("SIGCONT"), values(DIRECTOR, "ReloadSignal"));
    assertEquals(List.of(), values(ELECTOR, "ReloadSignal"), "it answers SIGHUP, the default");
  }

  @Test
  @DisplayName("systemd understands all of them, but for what only 253 and later know")
  void verified() throws Exception {
    String said =
        say(
            "systemd-analyze",
            "verify",
            UNITS.resolve(ELECTOR).toString(),
            UNITS.resolve(DIRECTOR).toString());

    List<String> others =
        said.lines()
            .filter(line -> line.contains("directord"))
            .filter(line -> !line.contains("Failed to parse service type, ignoring: notify-reload"))
            .filter(line -> !line.contains("Unknown key 'ReloadSignal'"))
            // Where directord is not installed.
            .filter(line -> !line.contains("is not executable: No such file or directory"))
            .filter(line -> !line.contains("Command 'man directord(8)' failed"))
            .toList();
    assertEquals(List.of(), others);
  }
}
