// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.NotifyConfig.Fifo;
import director.daemon.config.NotifyScripts.Occasion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Section notify, in its three places, right and wrong. */
class NotifyWordsTest {

  @Test
  @DisplayName("scripts of a virtual router, each with its arguments")
  void scripts() throws Exception {
    DirectorConfig config =
        Texts.accepted(
            Texts.instance(
                """
                notify {
                  master = ["/bin/true", photos, "x y"], backup = ["/bin/true", b]
                  fault = ["/bin/true", f], stop = ["/bin/true", s], deleted = ["/bin/true", d]
                  any = ["/bin/true", a], user = keepalived_script, timeout = 5m
                }"""));

    assertEquals(
        new NotifyScripts(
            new TreeMap<>(
                Map.of(
                    Occasion.MASTER, List.of("/bin/true", "photos", "x y"),
                    Occasion.BACKUP, List.of("/bin/true", "b"),
                    Occasion.FAULT, List.of("/bin/true", "f"),
                    Occasion.STOP, List.of("/bin/true", "s"),
                    Occasion.DELETED, List.of("/bin/true", "d"))),
            List.of("/bin/true", "a"),
            Optional.of("keepalived_script"),
            Optional.of(Duration.ofMinutes(5))),
        config.instances().get("a").notifying());
    assertEquals(List.of(), config.warnings());
  }

  @Test
  @DisplayName("a sync group has scripts, too")
  void group() throws Exception {
    DirectorConfig config =
        Texts.accepted(
            Texts.instance("")
                + """
                vrrp.instances.b = ${vrrp.instances.a} { virtual-router-id = 52, virtual-addresses = ["203.0.113.11"] }
                vrrp.sync-groups.g { members = [a, b], notify.any = ["/bin/true"] }
                """);

    assertEquals(List.of("/bin/true"), config.vrrp().groups().get("g").notifying().any());
  }

  @Test
  @DisplayName("pipes, as a path and as a section")
  void pipes() throws Exception {
    DirectorConfig config =
        Texts.accepted(
            Texts.instance("")
                + """
                notify {
                  user = script, timeout = 90s, priority-changes = true
                  fifo = "/run/all"
                  vrrp-fifo {
                    path = "/run/vrrp", owner = anna, group = adm, mode = "0640"
                    reader = ["/bin/true", x], user = bert
                  }
                }
                """);

    assertEquals(
        new NotifyConfig(
            "script",
            Duration.ofSeconds(90),
            true,
            Optional.of(Fifo.at(Path.of("/run/all"))),
            Optional.of(
                new Fifo(
                    Path.of("/run/vrrp"),
                    Optional.of("anna"),
                    Optional.of("adm"),
                    0640,
                    List.of("/bin/true", "x"),
                    Optional.of("bert"))),
            Optional.empty()),
        config.notifying());
  }

  @Test
  @DisplayName("what cannot be is refused, all of it at once")
  void mistakes() {
    assertEquals(
        List.of(
            "director.conf:5: vrrp.instances.a.notify.master: must begin with the path of a"
                + " program: no shell looks for it",
            "director.conf:5: vrrp.instances.a.notify.mastr: is not a known key; did you mean"
                + " master?",
            "director.conf:7: notify.fifo: must be a path that begins with a slash, but is"
                + " \"fifo\"",
            "director.conf:7: notify.vrrp-fifo.mode: must be permissions in octal digits in"
                + " quotes, such as \"0640\", but is \"rw\"",
            "director.conf:7: notify.vrrp-fifo.path: is missing: must be a path that begins with a"
                + " slash"),
        Texts.problems(
            Texts.instance("notify { master = [\"true\"], mastr = [\"/bin/true\"] }")
                + "notify { fifo = fifo, vrrp-fifo { mode = rw } }\n"));
  }

  @Test
  @DisplayName("two pipes are no one pipe")
  void onePath() {
    assertEquals(
        List.of(
            "director.conf:7: notify.lvs-fifo: must have a path of its own, which is not that of"
                + " notify.fifo (director.conf:7)"),
        Texts.problems(
            Texts.instance("")
                + "notify { fifo = \"/run/a\", lvs-fifo { path = \"/run/./a\" } }\n"));
  }

  @Test
  @DisplayName("a program that is not there is a warning")
  void missing() throws Exception {
    DirectorConfig config = Texts.accepted(Texts.instance("notify.any = [\"/nowhere/script\"]"));

    assertEquals(
        List.of(
            "director.conf:5: vrrp.instances.a.notify.any: begins with no program that can be run"
                + " here: /nowhere/script"),
        config.warnings().stream().map(ConfigProblem::toString).toList());
  }
}
