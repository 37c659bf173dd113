// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import director.daemon.Waiting;
import director.daemon.config.ConfigLoader;
import director.daemon.config.DirectorConfig;
import director.daemon.event.Event;
import director.daemon.event.Target;
import director.daemon.local.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts, which write what they are told, or wait for a file; no test waits for a time. */
class ScriptsForRealTest {
  private static final String MYSELF = System.getProperty("user.name");

  private final Told told = new Told();
  private final Notify notify = new Notify(told);

  @TempDir private Path directory;
  private Path log = Path.of("");
  private String script = "";

  @BeforeEach
  void script() throws IOException {
    log = directory.resolve("log");
    Files.createFile(log);
    script =
        Scripts.write(directory, "script", "echo \"$# $*\" >> " + log, "echo done $1").toString();
  }

  @AfterEach
  void end() {
    notify.close();
  }

  @Test
  @DisplayName("the script of the state gets its own arguments, and then any gets four more")
  void arguments() throws Exception {
    follow("master = [\"%s\", x, \"y z\"], any = [\"%s\", w]".formatted(script, script));

    notify.tell(vip("a", "MASTER"));

    untilLog("2 x y z", "5 w INSTANCE a MASTER 150");
    Waiting.untilEquals(
        List.of(
            "notify.master of vip:a (MASTER): exits 0", "notify.any of vip:a (MASTER): exits 0"),
        told::reasons);
    Event first = told.events().get(0);
    assertEquals(Event.Kind.NOTIFY, first.kind());
    assertEquals(Target.vip("a"), first.target());
    assertEquals("master", first.facts().get("script"));
    assertEquals("MASTER", first.facts().get("state"));
    assertEquals(List.of(script + " x y z", "done x"), first.detail());
  }

  @Test
  @DisplayName("a slow script delays the next of its own virtual router, and of no other")
  void order() throws Exception {
    Path go = directory.resolve("go");
    String slow =
        Scripts.write(
                directory,
                "slow",
                "while [ \"$2 $3\" = 'a MASTER' ] && ! [ -e " + go + " ]; do sleep 0.02; done",
                "echo \"$*\" >> " + log)
            .toString();
    follow("any = [\"%s\"]".formatted(slow));

    notify.tell(vip("a", "MASTER"));
    notify.tell(vip("a", "BACKUP"));
    notify.tell(vip("b", "MASTER"));
    notify.tell(vip("b", "BACKUP"));

    untilLog("INSTANCE b MASTER 150", "INSTANCE b BACKUP 150");
    Files.createFile(go);
    untilLog(
        "INSTANCE b MASTER 150",
        "INSTANCE b BACKUP 150",
        "INSTANCE a MASTER 150",
        "INSTANCE a BACKUP 150");
  }

  @Test
  @DisplayName("a script that fails is a problem until it goes well; so is one that takes too long")
  void failures() throws Exception {
    Path bad = directory.resolve("bad");
    String moody =
        Scripts.write(directory, "moody", "[ -e " + bad + " ] && exit 3; exit 0").toString();
    String hangs = Scripts.write(directory, "hangs", "sleep 1000").toString();
    follow("any = [\"%s\"], fault = [\"%s\"], timeout = 1s".formatted(moody, hangs));
    Files.createFile(bad);

    notify.tell(vip("a", "MASTER"));

    Waiting.untilEquals(List.of("notify.any of vip:a (MASTER) failed: exits 3"), notify::problems);
    Files.delete(bad);
    notify.tell(vip("a", "FAULT"));
    Waiting.untilEquals(
        List.of("notify.fault of vip:a (FAULT) failed: did not end within 1 s"), notify::problems);
    Waiting.untilEquals(
        List.of(
            "notify.any of vip:a (MASTER): exits 3",
            "notify.fault of vip:a (FAULT): did not end within 1 s",
            "notify.any of vip:a (FAULT): exits 0"),
        told::reasons);
  }

  @Test
  @DisplayName(
      "a script that is not there, or that others could write, is a problem from the first")
  void doubts() throws Exception {
    Path open = Scripts.permit(Scripts.write(directory, "open", "true"), "rwxrwxrwx");
    follow("master = [\"/nowhere/at-all\"], any = [\"%s\"]".formatted(open));

    Waiting.untilEquals(
        List.of(
            "notify.master of vip:a would not be run now: /nowhere does not exist",
            "notify.any of vip:a would not be run now: " + open + " may be written by everybody",
            "notify.master of vip:b would not be run now: /nowhere does not exist",
            "notify.any of vip:b would not be run now: " + open + " may be written by everybody"),
        notify::problems);

    notify.tell(vip("a", "FAULT"));

    Waiting.untilEquals(
        List.of(
            "notify.any of vip:a (FAULT): must not be run: "
                + open
                + " may be written by everybody"),
        told::reasons);
  }

  @Test
  @DisplayName("of a hanging script's followers 64 wait, the oldest are dropped, and that is told")
  void bound() throws Exception {
    String hangs = Scripts.write(directory, "hangs", "sleep 1000").toString();
    follow("any = [\"%s\"], timeout = 1h".formatted(hangs));

    for (int i = 0; i < 34; i++) {
      notify.tell(vip("a", "MASTER"));
      notify.tell(vip("a", "BACKUP"));
    }

    String dropped = "notify.any of vip:a (%s): not run: 64 that came later wait as well";
    assertEquals(
        List.of(
            dropped.formatted("BACKUP"), dropped.formatted("MASTER"), dropped.formatted("BACKUP")),
        told.reasons());
    assertEquals(
        List.of(
            "64 notify scripts of vip:a wait for notify.any of vip:a (MASTER)",
            "3 notify scripts of vip:a were not run, for too many wait"),
        notify.problems());
  }

  @Test
  @DisplayName(
      "a stop runs what waits, and then the scripts of STOP, and returns when they are over")
  void stop() throws Exception {
    follow("any = [\"%s\"], stop = [\"%s\", bye]".formatted(script, script));
    notify.tell(vip("a", "BACKUP"));
    notify.tell(vip("a", "MASTER"));

    notify.stop(Duration.ofMinutes(1));

    assertEquals(
        List.of(
            "4 INSTANCE a BACKUP 150", "4 INSTANCE a MASTER 150", "1 bye", "4 INSTANCE a STOP 150"),
        Files.readAllLines(log));
    notify.tell(vip("a", "BACKUP"));
    assertEquals(4, Files.readAllLines(log).size());
  }

  @Test
  @DisplayName("a stop ends a script that hangs when its time is over, and tells what was not run")
  void stopIsBounded() throws Exception {
    Path pid = directory.resolve("pid");
    String hangs =
        Scripts.write(
                directory,
                "hangs",
                "echo $$ > " + pid + ".new; mv " + pid + ".new " + pid,
                "sleep 1000")
            .toString();
    follow("master = [\"%s\"], timeout = 1h, any = [\"%s\"]".formatted(hangs, script));
    notify.tell(vip("a", "MASTER"));
    Waiting.until(() -> Files.exists(pid), () -> "it does not begin");

    notify.stop(Duration.ofMillis(1));

    Waiting.untilEquals(
        List.of(
            "2 notify scripts of vip:a not run, as directord ends",
            "notify.master of vip:a (MASTER): ended, as directord ends"),
        told::reasons);
    long leader = Long.parseLong(Files.readString(pid).strip());
    Waiting.until(() -> !isAlive(leader), () -> leader + " lives on");
    assertEquals("", Files.readString(log));
  }

  @Test
  @DisplayName("what a reload removes is told by the scripts it had, what stays is not told again")
  void removed() throws Exception {
    DirectorConfig both =
        follow("deleted = [\"%s\", gone], any = [\"%s\"]".formatted(script, script));
    notify.tell(vip("a", "BACKUP"));
    notify.tell(vip("b", "MASTER"));
    Waiting.until(() -> lines().size() == 2, this::lines);
    Files.writeString(log, "");

    notify.follow(both);
    notify.follow(parse(section("b", "any = [\"%s\"]".formatted(script))));
    notify.tell(vip("a", "MASTER"));
    notify.tell(vip("b", "MASTER"));

    untilLog("1 gone", "4 INSTANCE a DELETED 150");
    assertFalse(notify.problems().stream().anyMatch(problem -> problem.contains("vip:a")));
  }

  @Test
  @DisplayName("scripts run with PATH and why, in a process group of their own")
  void environment() throws Exception {
    String curious =
        Scripts.write(
                directory,
                "curious",
                "env | grep -v '^PWD=\\|^_=\\|^SHLVL=' | sort | sed 's/^PATH=.*/PATH/'",
                "[ \"$(ps -o pgid= -p $$ | tr -d ' ')\" = $$ ] && echo leader; pwd")
            .toString();
    follow("any = [\"%s\"]".formatted(curious));

    notify.tell(vip("a", "BACKUP"));

    Waiting.until(() -> told.events().size() == 1, told::reasons);
    assertEquals(
        List.of(
            curious + " INSTANCE a BACKUP 150",
            "DIRECTORD_FROM=",
            "DIRECTORD_REASON=nobody speaks",
            "PATH",
            "leader",
            "/"),
        told.events().get(0).detail());
  }

  private static boolean isAlive(long pid) {
    try {
      return !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException e) {
      return false;
    }
  }

  private void untilLog(String... lines) {
    Waiting.untilEquals(List.of(lines), this::lines);
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Virtual routers a and b with the same scripts. */
  private DirectorConfig follow(String scripts) throws Exception {
    DirectorConfig config = parse(section("a", scripts) + section("b", scripts));
    notify.follow(config);
    return config;
  }

  private static DirectorConfig parse(String sections) throws Exception {
    return ConfigLoader.parse(
        "director.name = d\nnotify.user = \"" + MYSELF + "\"\n" + sections,
        Path.of("director.conf"));
  }

  private static String section(String name, String scripts) {
    return """
        vrrp.instances.%s {
          interface = eth0, virtual-router-id = %d, virtual-addresses = ["203.0.113.%d"]
          notify { %s }
        }
        """
        .formatted(name, (int) name.charAt(0), (int) name.charAt(0), scripts);
  }

  private static Event vip(String name, String state) {
    return Event.state(Target.vip(name), "", state, "nobody speaks")
        .with(Map.of("priority", "150"));
  }
}
