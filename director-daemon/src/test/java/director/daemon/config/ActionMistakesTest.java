// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ActionMistakesTest {
  @Test
  @DisplayName("an action is either a command with a path, or a webhook with an address")
  void actions() {
    String text =
        """
        actions {
          a { user = nobody }
          b { command = ["/bin/b"], webhook = "https://b.example.com/" }
          c { command = [redeploy, now] }
          d { command = ["/opt/{server}/run"] }
          e { command = ["/bin/e"], user = "x y", timeout = 5, headers { A = b } }
          f { webhook = "ftp://f.example.com/s3cret" }
          g { webhook = "https://me:s3cret@g.example.com/", user = nobody }
          h { webhook = "https://h.example.com/", at-most { times = 0 }, by = backup
              headers { Host = h, "a b" = c, Token = "s3cret\\n" } }
          "i j" { command = ["/bin/i"] }
          k { webhook = "https://k.example.com:65536/s3cret" }
        }
        """;

    List<String> problems = Texts.problems(text + Texts.service(""));

    assertEquals(
        List.of(
            "director.conf:2: actions.a.command: is missing, and so is webhook: an action is one of"
                + " both",
            "director.conf:3: actions.b.command: must not be beside webhook: an action is one of"
                + " both",
            "director.conf:4: actions.c.command: must begin with the path of a program: no shell"
                + " looks for it",
            "director.conf:5: actions.d.command: must begin with one program, without a word in"
                + " braces",
            "director.conf:6: actions.e.headers: is not a known key; known here: command, webhook,"
                + " user, timeout, at-most, by",
            "director.conf:6: actions.e.timeout: must be 100ms..1h with its unit, but is 5; did you"
                + " mean 5s?",
            "director.conf:6: actions.e.user: must be the name of a user, but is \"x y\"",
            "director.conf:7: actions.f.webhook: must be the address of a web server, such as"
                + " \"https://pager.example.com/hook\", or \"file:/path\" of a file that holds it,"
                + " but is something else, which is not shown",
            "director.conf:8: actions.g.user: is not a known key; known here: command, webhook,"
                + " headers, timeout, at-most, by",
            "director.conf:8: actions.g.webhook: must be the address of a web server, such as"
                + " \"https://pager.example.com/hook\", or \"file:/path\" of a file that holds it,"
                + " but is something else, which is not shown; a password goes into headers, as"
                + " Authorization",
            "director.conf:9: actions.h.at-most.times: must be 1..1000, but is 0",
            "director.conf:9: actions.h.at-most.within: is missing: must be a time, 1s..7d, such as 2s"
                + " or 100ms",
            "director.conf:9: actions.h.by: must be one of master, both, but is \"backup\"",
            "director.conf:10: actions.h.headers.\"a b\": must have a name that a header of HTTP can"
                + " have",
            "director.conf:10: actions.h.headers.Host: follows from the request, and cannot be"
                + " chosen",
            "director.conf:10: actions.h.headers.Token: must be a text of up to 4096 visible"
                + " characters of ASCII and blanks, or \"file:/path\" of a file that holds it, but"
                + " is something else, which is not shown",
            "director.conf:11: actions.\"i j\": must have a name of 1..64 letters, digits, dots,"
                + " dashes and underscores",
            "director.conf:12: actions.k.webhook: must be the address of a web server, such as"
                + " \"https://pager.example.com/hook\", or \"file:/path\" of a file that holds it,"
                + " but is something else, which is not shown"),
        problems);
    assertTrue(problems.stream().noneMatch(line -> line.contains("s3cret")), "a secret is shown");
  }

  @Test
  @DisplayName("what a service has done must be there, and be about what it is about")
  void names() {
    String text =
        """
        actions {
          page.webhook = "https://pager.example.com/"
          redeploy.command = ["/bin/redeploy", "{server}"]
        }
        """
            + Texts.service(
                """
                on { server-down = [pgae], server-up = [], service-down = [page, redeploy] }
                ladder = [
                  { failures = 3, within = 15m, run = [redeploy, reboot] }
                  { after = 1h, run = "page" }
                ]""");

    assertEquals(
        List.of(
            "director.conf:9: services.a.on.server-down[0]: must be one of actions, but there is no"
                + " pgae; did you mean page?",
            "director.conf:9: services.a.on.server-up: must be a list of at least one, such as"
                + " [page], but is []",
            "director.conf:9: services.a.on.service-down[1]: is redeploy, whose command names a"
                + " server, and here it is about none (director.conf:3)",
            "director.conf:11: services.a.ladder[0].run[1]: must be one of actions, but there is no"
                + " reboot",
            "director.conf:12: services.a.ladder[1].run: must be a list of at least one, such as"
                + " [redeploy], but is \"page\""),
        Texts.problems(text));
  }

  @Test
  @DisplayName("a ladder begins with one condition, and goes on by times")
  void ladders() {
    String action = "actions.x.command = [\"/bin/x\"]\n";

    assertEquals(
        List.of(
            "director.conf:6: services.a.ladder[0].failures: with within, or down-for, is missing:"
                + " the first step needs a condition"),
        Texts.problems(action + Texts.service("ladder = [{ run = [x] }]")));
    assertEquals(
        List.of(
            "director.conf:6: services.a.ladder[0].after: must not be in the first step: there is"
                + " none before it",
            "director.conf:6: services.a.ladder[0].down-for: must not be beside failures: a step"
                + " has one condition",
            "director.conf:6: services.a.ladder[0].repeat: must be in the last step only, and not"
                + " in the first"),
        Texts.problems(
            action
                + Texts.service(
                    "ladder = [{ failures = 1, within = 1m, down-for = 1m, after = 1m,"
                        + " repeat = true, run = [x] }]")));
    assertEquals(
        List.of(
            "director.conf:7: services.a.ladder[1].after: is missing: how long after the step"
                + " before, such as 1h",
            "director.conf:7: services.a.ladder[1].failures: must be in the first step only; the"
                + " others have after",
            "director.conf:7: services.a.ladder[1].repeat: must be in the last step only, and not"
                + " in the first",
            "director.conf:8: services.a.ladder[2].run: is missing: must be a list of at least one,"
                + " such as [redeploy]"),
        Texts.problems(
            action
                + Texts.service(
                    """
                    ladder = [{ failures = 1, within = 1m, run = [x] }
                      { failures = 2, within = 1m, repeat = true, run = [x] }
                      { after = 1m }]""")));
    assertEquals(
        List.of(
            "director.conf:6: services.a.ladder[0].within: is missing: must be a time, 1s..7d, such as"
                + " 2s or 100ms",
            "director.conf:6: services.a.ladder[1]: must be a section in braces, such as { after ="
                + " 1h, run = [reboot] }, but is \"x\""),
        Texts.problems(action + Texts.service("ladder = [{ failures = 1, run = [x] }, x]")));
    assertEquals(
        List.of(
            "director.conf:6: services.a.ladder-forgotten-after: says something about ladder, which"
                + " is missing"),
        Texts.problems(action + Texts.service("ladder-forgotten-after = 1h")));
  }

  @Test
  @DisplayName("what is allowed and probably not meant is a warning")
  void warnings() throws Exception {
    String text =
        """
        actions {
          a.command = ["/bin/a", "{hots}"]
          b { webhook = "http://b.example.com/", headers.Authorization = "Bearer s3cret" }
          c.command = ["/bin/c"]
        }
        """
            + Texts.service("ladder = [{ failures = 1, within = 1m, run = [a, b] }]")
                .replace("{ host = \"photos.example.com\" }", "= none");

    assertEquals(
        List.of(
            "director.conf:2: actions.a.command: holds {hots}, which is given as it is; what is"
                + " replaced is {service}, {server} and {address}",
            "director.conf:2: actions.a.command: is run by a ladder and has no at-most beside it: when"
                + " all servers fail at once, be it the network's fault or ours, it is run for each"
                + " of them",
            "director.conf:3: actions.b.headers: goes over the network in clear text, for webhook"
                + " is not https",
            "director.conf:4: actions.c: is an action that no service runs",
            "director.conf:10: services.a.ladder: has no effect with check = none: nothing fails"),
        Texts.accepted(text).warnings().stream().map(ConfigProblem::toString).toList());
  }
}
