// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import director.daemon.actions.state.Event;
import director.daemon.actions.state.Ladder;
import director.daemon.actions.state.Ladder.DownFor;
import director.daemon.actions.state.Ladder.Failures;
import director.daemon.actions.state.Ladder.Step;
import director.daemon.actions.state.Occasion;
import director.daemon.actions.state.RateLimit;
import director.daemon.actions.state.Subject;
import director.daemon.config.ActionConfig.By;
import director.daemon.config.ActionConfig.Command;
import director.daemon.config.ActionConfig.Webhook;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions, and services that have them done, when nothing is wrong. */
class ActionWordsTest {
  private static final String ACTIONS =
      """
      actions {
        redeploy {
          command = ["/usr/local/sbin/redeploy", "--host={server}", "{address}"]
          user = deploy, timeout = 5m, at-most { times = 3, within = 1h }
        }
        reboot { command = ["/usr/local/sbin/reboot"], at-most { times = 1, within = 1d } }
        page {
          webhook = "https://pager.example.com:8443/hook?team=photos"
          headers { Authorization = "Bearer s3cret", X-Team = photos }
          timeout = 3s, by = both
        }
      }
      """;

  @Test
  @DisplayName("commands and webhooks, with what they may have beside them and without")
  void actions() throws Exception {
    DirectorConfig config = Texts.accepted(ACTIONS + Texts.service("on.server-down = [page]"));

    assertEquals(
        Map.of(
            "redeploy",
            new ActionConfig(
                "redeploy",
                new Command(
                    List.of("/usr/local/sbin/redeploy", "--host={server}", "{address}"), "deploy"),
                Duration.ofMinutes(5),
                Optional.of(new RateLimit(3, Duration.ofHours(1))),
                By.MASTER),
            "reboot",
            new ActionConfig(
                "reboot",
                new Command(List.of("/usr/local/sbin/reboot"), "nobody"),
                Duration.ofMinutes(1),
                Optional.of(new RateLimit(1, Duration.ofDays(1))),
                By.MASTER),
            "page",
            new ActionConfig(
                "page",
                new Webhook(
                    URI.create("https://pager.example.com:8443/hook?team=photos"),
                    new TreeMap<>(Map.of("Authorization", "Bearer s3cret", "X-Team", "photos"))),
                Duration.ofSeconds(3),
                Optional.empty(),
                By.BOTH)),
        config.actions());
  }

  @Test
  @DisplayName("a ladder by failures, with further steps, the last of which is repeated")
  void ladder() throws Exception {
    String lines =
        """
        on { server-down = [page], server-up = [page], service-down = [page], service-up = [page] }
        ladder = [
          { failures = 3, within = 15m, run = [redeploy] }
          { after = 1h, run = [page, reboot] }
          { after = 2h, run = [reboot], repeat = true }
        ]""";

    DirectorConfig config = Texts.accepted(ACTIONS + Texts.service(lines));

    assertEquals(
        new ReactionConfig(
            new TreeMap<>(
                Map.of(
                    Event.SERVER_DOWN, List.of("page"),
                    Event.SERVER_UP, List.of("page"),
                    Event.SERVICE_DOWN, List.of("page"),
                    Event.SERVICE_UP, List.of("page"))),
            Optional.of(
                new Ladder(
                    new Failures(3, Duration.ofMinutes(15)),
                    List.of(
                        new Step(Duration.ZERO, List.of("redeploy"), false),
                        new Step(Duration.ofHours(1), List.of("page", "reboot"), false),
                        new Step(Duration.ofHours(2), List.of("reboot"), true)),
                    Duration.ofMinutes(15)))),
        config.services().get("a").reactions());
    assertEquals(List.of(), config.warnings());
  }

  @Test
  @DisplayName("a ladder by the time that a server is down, forgotten as it says")
  void ladderByTime() throws Exception {
    DirectorConfig config =
        Texts.accepted(
            ACTIONS
                + Texts.service(
                    """
                    ladder = [{ down-for = 10m, run = [redeploy, page, reboot] }]
                    ladder-forgotten-after = 1h"""));

    assertEquals(
        Optional.of(
            new Ladder(
                new DownFor(Duration.ofMinutes(10)),
                List.of(new Step(Duration.ZERO, List.of("redeploy", "page", "reboot"), false)),
                Duration.ofHours(1))),
        config.services().get("a").reactions().ladder());
  }

  @Test
  @DisplayName("who says nothing has nothing done")
  void nothing() throws Exception {
    DirectorConfig config = Texts.accepted(Texts.service(""));

    assertEquals(Map.of(), config.actions());
    assertEquals(ReactionConfig.NONE, config.services().get("a").reactions());
  }

  @Test
  @DisplayName("the address of a webhook, and what its headers hold, may stand in a file")
  void secretsInFiles(@TempDir Path directory) throws Exception {
    Path address = directory.resolve("address");
    Path token = directory.resolve("token");
    Files.writeString(address, "https://hooks.example.com/T0/s3cret\n");
    Files.writeString(token, "Bearer s3cret\n");
    Files.setPosixFilePermissions(address, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r-----"));

    DirectorConfig config =
        Texts.accepted(
            """
            actions.page { webhook = "file:%s", headers.Authorization = "file:%s" }
            """
                    .formatted(address, token)
                + Texts.service("on.server-down = [page]"));

    assertEquals(
        new Webhook(
            URI.create("https://hooks.example.com/T0/s3cret"),
            new TreeMap<>(Map.of("Authorization", "Bearer s3cret"))),
        config.actions().get("page").deed());
    assertFalse(config.toString().contains("s3cret"), "a secret is shown");
  }

  @Test
  @DisplayName("placeholders become names, also within an argument, and never a second argument")
  void placeholders() {
    Occasion occasion =
        new Occasion(
            Event.SERVER_DOWN,
            0,
            new Subject("photos", "r$1"),
            "10.0.0.11",
            "DOWN",
            "timeout",
            Instant.EPOCH,
            3);

    List<String> filled =
        Placeholder.fill(
            List.of("/bin/x", "{server}", "{service}@{address}", "{other} {}", "{SERVER}"),
            occasion);

    assertEquals(List.of("/bin/x", "r$1", "photos@10.0.0.11", "{other} {}", "{SERVER}"), filled);
  }
}
