// SPDX-License-Identifier: Apache-2.0
package director.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * libexec/check, with a systemctl, a setpriv and a nsenter that only write down, before they do the
 * rest of their command.
 */
@DisplayName("libexec/check")
class CheckScriptTest {
  private static final Path SCRIPT = Path.of("libexec/check").toAbsolutePath();
  private static final String RIGHTS = "-all,+net_admin,+net_raw";

  @TempDir private Path folder;
  private Path unit;

  @BeforeEach
  void lay() throws IOException {
    for (String name : List.of("bin", "home", "home/bin", "unit")) {
      Files.createDirectory(folder.resolve(name));
    }
    unit = folder.resolve("unit");
    script("bin/systemctl", "[ \"$1\" = show ] && cat '%s/'\"$3\"".formatted(unit));
    script(
        "bin/id",
        "case $* in -u) echo 0 ;; '-g directord') echo 990 ;; '-G directord') echo 990 4 ;;"
            + " directord) ;; *) exit 1 ;; esac");
    script(
        "bin/setpriv",
        "echo setpriv \"$@\" >>'%s/log'\nwhile [ \"$1\" != xargs ]; do shift; done\nexec \"$@\""
            .formatted(folder));
    script(
        "bin/nsenter",
        "shift 3\n[ $1 = true ] && exit\necho nsenter >>'%s/log'\nexec \"$@\"".formatted(folder));
    script(
        "home/bin/directord",
        "echo \"$@\" >>'%s/log'\necho \"PEER=${PEER-} ${NOTIFY_SOCKET-}${DIRECTORD_JAVA_OPTS-}${JAVA_TOOL_OPTIONS-}\" >>'%1$s/log'"
                .formatted(folder)
            + "\ncut -d ' ' -f 6 /proc/$$/stat >'%s/session'".formatted(folder)
            + "\necho 'a.conf:3: x: is missing' >&2\nexit \"$(cat '%s/status')\""
                .formatted(folder));
    Files.writeString(folder.resolve("status"), "0");
    property("LoadState", "loaded");
    property("User", "directord");
    property("Group", "directord");
    property("SupplementaryGroups", "");
    property("AmbientCapabilities", "cap_net_admin cap_net_raw");
    property("MainPID", "0");
  }

  private void property(String name, String value) throws IOException {
    Files.writeString(unit.resolve(name), value + "\n");
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** How it ended, and what was done. */
  private record End(boolean good, String said, List<String> done) {}

  private End check(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("dash", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> around = new TreeMap<>();
    around.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    around.put("DIRECTORD_HOME", folder.resolve("home").toString());
    around.put("NOTIFY_SOCKET", "/run/notify");
    around.put("DIRECTORD_JAVA_OPTS", "-Xlog:gc:file=/tmp/gc.log");
    builder.environment().keySet().remove("PEER");
    builder.environment().putAll(around);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new End(process.waitFor() == 0, said.strip(), Files.readAllLines(folder.resolve("log")));
  }

  private String becoming(String groups, String rights) {
    return ("setpriv --no-new-privs --reuid directord --regid directord --groups %s --inh-caps %s"
                + " --ambient-caps %s --bounding-set %2$s xargs -0 sh -c")
            .formatted(groups, rights, rights)
        + " exec env -i \"$@\" PATH=\"$PATH\" \"$0\" --check --config \"$CHECKED\" --state-dir"
        + " \"$STATE\" "
        + folder.resolve("home/bin/directord");
  }

  private static String asked(String file) {
    return "--check --config " + file + " --state-dir /var/lib/directord";
  }

  @Test
  @DisplayName(
      "asks with the rights of the unit, and gives the program neither socket nor log of the daemon")
  void rights() throws IOException, InterruptedException {
    End end = check();

    assertEquals("a.conf:3: x: is missing", end.said());
    assertEquals(true, end.good());
    assertEquals(
        List.of(becoming("990,4", RIGHTS), asked("/etc/directord/director.conf"), "PEER= "),
        end.done());
  }

  @Test
  @DisplayName("drop-ins count: further capabilities and groups")
  void dropIns() throws IOException, InterruptedException {
    property("AmbientCapabilities", "cap_kill cap_setgid cap_net_admin");
    property("SupplementaryGroups", "operators ssl-cert");

    End end = check("/etc/directord/new.conf");

    assertEquals(
        List.of(
            becoming("990,4,operators,ssl-cert", "-all,+kill,+setgid,+net_admin"),
            asked("/etc/directord/new.conf"),
            "PEER= "),
        end.done());
  }

  @Test
  @DisplayName("without systemd it is what the unit says as it is shipped")
  void withoutSystemd() throws IOException, InterruptedException {
    script("bin/systemctl", "echo 'System has not been booted with systemd' >&2\nexit 1");

    End end = check();

    assertEquals(
        List.of(
            becoming("990,4", RIGHTS).replace("--regid directord", "--regid 990"),
            asked("/etc/directord/director.conf"),
            "PEER= "),
        end.done());
  }

  @Test
  @DisplayName("a unit of root, by drop-in, needs no other rights than root's")
  void ofRoot() throws IOException, InterruptedException {
    property("User", "");

    End end = check();

    assertEquals(List.of(asked("/etc/directord/director.conf"), "PEER= "), end.done());
  }

  @Test
  @DisplayName("a director that runs lends what it sees: its files, its environment, its options")
  void running() throws IOException, InterruptedException {
    ProcessBuilder director =
        new ProcessBuilder("sh", "-c", "sleep 60; :", "--config", "/srv/a b.conf", "--attach");
    director.environment().put("PEER", "10.0.0.2");
    // Of one that was broken into.
    director.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:/var/lib/directord/x.jar");
    Process running = director.start();
    try {
      property("MainPID", Long.toString(running.pid()));

      End end = check();

      assertEquals(
          List.of("nsenter", becoming("990,4", RIGHTS), asked("/srv/a b.conf"), "PEER=10.0.0.2 "),
          end.done());
    } finally {
      running.descendants().forEach(ProcessHandle::destroy);
      running.destroy();
      running.waitFor();
    }
  }

  @Test
  @DisplayName("it has no terminal of root's: its session is its own")
  void session() throws IOException, InterruptedException {
    check();

    String ours = Files.readAllLines(Path.of("/proc/self/stat")).get(0).replaceAll(".*\\) ", "");
    String its = Files.readAllLines(folder.resolve("session")).get(0);
    assertNotEquals(ours.split(" ", -1)[3], its);
  }

  @Test
  @DisplayName("a refusal is a failure, and in words")
  void refused() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("status"), "78");

    End end = check();

    assertEquals(false, end.good());
    assertEquals("a.conf:3: x: is missing", end.said());
  }
}
