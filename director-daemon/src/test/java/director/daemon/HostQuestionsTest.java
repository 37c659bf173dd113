// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.config.ConfigLoader;
import director.daemon.config.ConfigLoader.HostRules;
import director.daemon.config.ConfigProblem;
import director.daemon.config.ConfigRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Who checks a configuration in place of the daemon")
class HostQuestionsTest {
  private static final HostRules IN_ITS_PLACE = new HostQuestions.InItsPlace();

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("director.conf");
  }

  @Test
  @DisplayName("asks neither for users nor for rights, and says once for each user what was not")
  void users() throws Exception {
    write(
        """
        director.name = a
        services.web {
          virtual = "203.0.113.10:80"
          check { type = script, command = ["/bin/true"], user = nobody }
          real-servers.r1.address = "10.0.0.11"
        }
        services.www {
          virtual = "203.0.113.10:81"
          check { type = script, command = ["/bin/true"], user = nobody }
          real-servers.r1.address = "10.0.0.11"
        }
        vrrp.instances.photos {
          interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10"]
          track.scripts.nginx {}
        }
        track.scripts.nginx { command = ["/nowhere"], user = operator }
        control.listen {
          address = "192.0.2.11:443", certificate = "/etc/a.pem", key = "/etc/a.key", tokens = "/etc/a"
        }
        """);

    List<ConfigProblem> questions = ConfigLoader.read(file, IN_ITS_PLACE).questions();

    assertEquals(
        List.of(
            problem(
                4,
                "services.web.check",
                "whether directord would run scripts as user nobody, here and at 1 key more"),
            problem(
                16, "track.scripts.nginx", "whether directord would run scripts as user operator"),
            problem(18, "control.listen.address", "whether directord may listen there")),
        questions);
  }

  @Test
  @DisplayName("says which files it has read that the daemon may not be able to read")
  void read() throws Exception {
    Path secret = secret();
    Path included = Files.writeString(directory.resolve("more.conf"), "services {}\n");
    write(
        """
        director.name = a
        include "more.conf"
        vrrp.instances.photos {
          interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10"]
          authentication {
            type = hmac
            keys { 1 = "file:%s" }
          }
        }
        """
            .formatted(secret));

    assertEquals(
        List.of(
            problem(2, "include \"more.conf\"", "whether directord may read " + included),
            problem(
                7,
                "vrrp.instances.photos.authentication.keys.1",
                "whether directord may read " + secret)),
        ConfigLoader.read(file, IN_ITS_PLACE).questions());
  }

  @Test
  @DisplayName("cannot blame a credential that systemd gives to the daemon alone; the daemon can")
  void credential() throws Exception {
    write(
        """
        director.name = a
        vrrp.instances.photos {
          interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10"]
          authentication {
            type = hmac
            keys { 1 = "credential:of-nobody-here" }
          }
        }
        """);
    String key = "vrrp.instances.photos.authentication.keys.1";

    ConfigRejectedException refused =
        assertThrows(ConfigRejectedException.class, () -> LoadedConfig.of(file));

    assertEquals(
        List.of(problem(6, key, "whether directord may read credential:of-nobody-here")),
        ConfigLoader.read(file, IN_ITS_PLACE).questions());
    assertEquals(key, refused.problems().get(0).key());
    assertTrue(
        refused.problems().get(0).message().contains("there is no credential of-nobody-here"),
        refused.getMessage());
  }

  @Test
  @DisplayName("who has the daemon's rights has no questions")
  void daemon() throws Exception {
    Path secret = secret();
    write(
        """
        director.name = a
        vrrp.instances.photos {
          interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10"]
          authentication { type = hmac, keys { 1 = "file:%s" } }
        }
        """
            .formatted(secret));

    assertEquals(List.of(), ConfigLoader.read(file, HostQuestions::refusals).questions());
  }

  private Path secret() throws IOException {
    Path secret = Files.writeString(directory.resolve("key"), "0123456789abcdef0123456789abcdef");
    return Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
  }

  private ConfigProblem problem(int line, String key, String message) {
    return new ConfigProblem(file.toString(), line, key, message);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }
}
