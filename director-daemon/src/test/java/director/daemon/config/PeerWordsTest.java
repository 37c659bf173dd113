// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With whom a director compares itself, as it is written. */
class PeerWordsTest {
  private static final PeerConfig.Key SECRET =
      new PeerConfig.Key("30313233343536373839616263646566");

  @TempDir private Path folder;

  @Test
  @DisplayName("is off unless it is there")
  void off() throws Exception {
    DirectorConfig config = Texts.accepted(Texts.service(""));

    assertEquals(Optional.empty(), config.peer());
  }

  @Test
  @DisplayName("a key and an address are enough")
  void unicast() throws Exception {
    PeerConfig peer = peer("key = 0123456789abcdef, addresses = [\"192.0.2.12\"]");

    assertEquals(
        new PeerConfig(
            SECRET,
            Optional.empty(),
            new PeerConfig.Unicast(List.of(address("192.0.2.12"))),
            8847,
            Optional.empty(),
            Duration.ofSeconds(1)),
        peer);
    assertEquals("unicast to 192.0.2.12", peer.way().toString());
  }

  @Test
  @DisplayName("a group reaches all that share a segment; keys stand in files, too")
  void multicast() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "hex:" + "0a".repeat(16) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    PeerConfig peer =
        peer(
            """
            key = "file:%s", other-key = 0123456789abcdef
            multicast { interface = eth0 }, port = 9000, source = "192.0.2.11", interval = 500ms
            """
                .formatted(file));

    assertEquals(
        new PeerConfig(
            new PeerConfig.Key("0a".repeat(16)),
            Optional.of(SECRET),
            new PeerConfig.Multicast(address("239.255.88.47"), "eth0", 1),
            9000,
            Optional.of(address("192.0.2.11")),
            Duration.ofMillis(500)),
        peer);
    assertEquals("multicast 239.255.88.47 on eth0", peer.way().toString());
  }

  @Test
  @DisplayName("says all that is wrong at once, and shows no secret")
  void mistakes() {
    List<String> problems =
        Texts.problems(
            Texts.service("")
                + """
                peer {
                  key = tooshort
                  other-key = "has a space in it, and so is none"
                  addresses = ["192.0.2.12", "nobody"]
                  multicast { interface = eth0 }
                  source = "0.0.0.0"
                  interval = 1ms
                }
                """);

    assertEquals(
        List.of(
            "director.conf:8: peer.key: must be 16..128 characters of ASCII without spaces, or"
                + " \"hex:\" and 32..256 hexadecimal digits, or \"file:/path\" of a file that holds"
                + " it, but is something else, which is not shown",
            "director.conf:9: peer.other-key: must be 16..128 characters of ASCII without spaces,"
                + " or \"hex:\" and 32..256 hexadecimal digits, or \"file:/path\" of a file that"
                + " holds it, but is something else, which is not shown",
            "director.conf:11: peer.multicast: has no meaning beside addresses",
            "director.conf:12: peer.source: must be an address of this director, such as"
                + " \"192.0.2.1\", but is \"0.0.0.0\"; this is not the address of one host",
            "director.conf:13: peer.interval: must be 200ms..60s, but is \"1ms\""),
        problems);
  }

  @Test
  @DisplayName("needs somebody to speak to, of the family of its own address, and only once")
  void nobody() {
    assertEquals(
        List.of(
            "director.conf:7: peer.addresses: is missing: either addresses = [\"192.0.2.2\"], or"
                + " multicast { interface = eth0 }"),
        problems("key = 0123456789abcdef"));
    assertEquals(
        List.of(
            "director.conf:7: peer.addresses: must be others than source and each other, but"
                + " 192.0.2.12 is not",
            "director.conf:7: peer.source: must be of the family of the others"),
        problems(
            "key = 0123456789abcdef, source = \"2001:db8::1\","
                + " addresses = [\"192.0.2.12\", \"192.0.2.12\"]"));
    assertEquals(
        List.of("director.conf:7: peer.other-key: must be another than key"),
        problems(
            "key = 0123456789abcdef, other-key = 0123456789abcdef, addresses = [\"192.0.2.12\"]"));
  }

  @Test
  @DisplayName("the example of the reference config is right")
  void example() throws Exception {
    String reference = Files.readString(Path.of("../packaging/src/main/etc/director.conf"));
    int begin = reference.indexOf("# peer {");
    String example = reference.substring(begin, reference.indexOf("# }\n", begin) + 4);
    String text =
        example
            .replaceAll("(?m)^# {1,3}(?=(peer|key|addresses|port|source|interval|\\}))", "")
            .replace("file:/etc/directord/peer.key", "0123456789abcdef");

    DirectorConfig config = Texts.accepted(Texts.service("") + text);

    assertEquals(Optional.of(address("192.0.2.11")), config.peer().orElseThrow().source());
  }

  @Test
  @DisplayName("no text of it shows a secret")
  void secret() throws Exception {
    PeerConfig peer = peer("key = 0123456789abcdef, addresses = [\"192.0.2.12\"]");

    assertFalse(peer.toString().contains(SECRET.secret()), peer.toString());
  }

  private static PeerConfig peer(String keys) throws Exception {
    return Texts.accepted(Texts.service("") + "peer { " + keys + " }").peer().orElseThrow();
  }

  private static List<String> problems(String keys) {
    return Texts.problems(Texts.service("") + "peer { " + keys + " }");
  }

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }
}
