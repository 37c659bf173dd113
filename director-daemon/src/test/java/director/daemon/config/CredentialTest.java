// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
  @TempDir Path ours;
  @TempDir Path ofTheUnit;

  private Path file(String text) throws UnacceptableValueException {
    return Credential.file(
        text, "a file", Map.of("CREDENTIALS_DIRECTORY", ours.toString()), ofTheUnit);
  }

  @Test
  @DisplayName("is a file in the directory that systemd gives to the daemon")
  void given() throws Exception {
    Path key = Files.createFile(ours.resolve("api.key"));
    Path other = Files.createFile(ofTheUnit.resolve("api.key"));

    assertEquals(key, file("credential:api.key"));
    assertEquals(other, Credential.file("credential:api.key", "a file", Map.of(), ofTheUnit));
  }

  @Test
  @DisplayName("that is not there is refused with the line that the unit wants")
  void absent() throws IOException {
    UnacceptableValueException refused =
        assertThrows(UnacceptableValueException.class, () -> file("credential:vrrp.key"));

    assertEquals(
        Optional.of(
            "there is no credential vrrp.key that can be read: give directord.service"
                + " LoadCredential=vrrp.key:/path, and restart it"),
        Optional.ofNullable(refused.hint()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../shadow", "a/b", "/etc/shadow", "a b"})
  @DisplayName("leads nowhere else")
  void noPath(String name) {
    UnacceptableValueException refused =
        assertThrows(UnacceptableValueException.class, () -> file("credential:" + name));

    assertEquals(
        Optional.of("a credential is a name without slashes"), Optional.ofNullable(refused.hint()));
  }
}
