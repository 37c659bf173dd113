// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import director.daemon.config.ConfigLoader;
import director.daemon.config.ConfigRejectedException;
import director.daemon.peer.packet.Account.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What of two configurations is compared. */
class ConfigSectionsTest {
  private static final String ONE =
      """
      director.name = director-a
      vrrp.instances.photos {
        interface = eth0, virtual-router-id = 51, priority = 150
        virtual-addresses = ["203.0.113.10/24"]
        unicast { source = "192.0.2.1", peers = ["192.0.2.2"] }
        authentication { type = hmac, keys { 1 = "0123456789abcdef0123456789abcdef" } }
      }
      services.photos-https {
        virtual = "203.0.113.10:443"
        check { type = tcp, interval = 2s, source = "192.0.2.1" }
        real-servers { router1.address = "10.0.0.11", router2.address = "10.0.0.12" }
      }
      peer { key = 0123456789abcdef, addresses = ["192.0.2.2"] }
      """;

  private static ConfigSections of(String text) throws ConfigRejectedException {
    return ConfigSections.of(ConfigLoader.parse(text, Path.of("director.conf")));
  }

  @Test
  @DisplayName(
      "names, interfaces, priorities and addresses of the directors themselves are no difference")
  void byNature() throws Exception {
    String other =
        ONE.replace("director-a", "director-b")
            .replace("eth0", "ens3")
            .replace("150", "100")
            .replace("192.0.2.1", "192.0.2.9")
            .replace("192.0.2.2", "192.0.2.1")
            .replace("0123456789abcdef,", "another-key-than-that,")
            .replace("unicast {", "preempt = false, unicast {");

    assertEquals(of(ONE).hashes(), of(other).hashes());
    assertEquals(of(ONE).hash(), of(other).hash());
  }

  @Test
  @DisplayName(
      "the order and the words in which it is written are no difference, defaults included")
  void words() throws Exception {
    String other =
        ONE.replace("interval = 2s", "interval = 2000ms, fall = 3")
            .replace(
                "router1.address = \"10.0.0.11\", router2.address = \"10.0.0.12\"",
                "router2.address = \"10.0.0.12\", router1 { weight = 1, address = \"10.0.0.11\" }");

    assertEquals(of(ONE).hash(), of(other).hash());
  }

  @Test
  @DisplayName("all else is one, in its own section")
  void differences() throws Exception {
    String other = ONE.replace("interval = 2s", "interval = 5s");

    assertNotEquals(of(ONE).hash(), of(other).hash());
    assertEquals(Set.of("services.photos-https"), differing(ONE, other));
    assertEquals(
        Set.of("vrrp.instances.photos"),
        differing(ONE, ONE.replace("virtual-router-id = 51", "virtual-router-id = 52")));
    assertEquals(Set.of("ipvs"), differing(ONE, ONE + "ipvs.timeouts.tcp = 10m"));
    assertEquals(Set.of("checks"), differing(ONE, ONE + "checks.max-in-flight = 9"));
  }

  private static Set<String> differing(String one, String other) throws Exception {
    var first = of(one).hashes();
    var second = of(other).hashes();
    first.entrySet().removeAll(second.entrySet());
    return first.keySet();
  }

  @Test
  @DisplayName("the keys of a section are told as they are written, and no secret among them")
  void settings() throws Exception {
    List<Setting> settings = of(ONE).settings(List.of("services.photos-https"), 1500);
    List<Setting> secret = of(ONE).settings(List.of("vrrp.instances.photos"), 1500);

    assertEquals(
        List.of("check.interval = 2s", "real-servers.router1.weight = 1"),
        settings.stream()
            .filter(it -> it.key().matches("check.interval|real-servers.router1.weight"))
            .map(it -> it.key() + " = " + it.value())
            .toList());
    assertFalse(secret.toString().contains("0123456789abcdef"), secret.toString());
    assertEquals(List.of(), of(ONE).settings(List.of("services.photos-https"), 3));
  }

  @Test
  @DisplayName("a value that is too long to show ends in its hash")
  void longValue() throws Exception {
    String text = ONE.replace("type = tcp", "type = tcp, send = \"" + "x".repeat(100) + "\"");

    List<Setting> settings = of(text).settings(List.of("services.photos-https"), 1500);

    List<String> sent =
        settings.stream().filter(it -> it.key().equals("check.send")).map(Setting::value).toList();
    assertEquals(1, sent.size());
    assertEquals("\"" + "x".repeat(39) + "... (", sent.get(0).substring(0, 45));
    assertEquals(54, sent.get(0).length());
  }

  @Test
  @DisplayName("the reference config has no text in it that another process would not have")
  void stable() throws Exception {
    Path reference = Path.of("../packaging/src/main/etc/director.conf");
    ConfigSections sections = ConfigSections.of(ConfigLoader.load(reference));

    String all = sections.settings(sections.sections().keySet(), 10_000).toString();

    assertFalse(all.matches("(?s).*@[0-9a-f]{5,}.*"), all);
    assertEquals(
        sections.hash(),
        ConfigSections.of(
                ConfigLoader.parse(Files.readString(reference), Path.of("elsewhere.conf")))
            .hash());
  }
}
