// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import static director.lab.site.Machine.DIRECTOR;

import director.lab.site.Machine;
import director.lab.wire.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Keys that are root's alone, and that systemd hands over to the director. */
final class KeyScenarios {
  private static final Path KEY = Path.of("/root/lab-vrrp.key");

  /** Beside the virtual router of the site, which has no key. */
  private static final String SEALED =
      """

      vrrp.instances.sealed {
        interface = eth0
        virtual-router-id = 77
        virtual-addresses = ["192.0.2.77/24"]
        authentication { type = hmac, keys { 1 = "credential:vrrp.key", 2 = "credential:other.key" }, active-key = 1 }
      }
      """;

  private final ServiceGroup service;

  private KeyScenarios(ServiceGroup service) {
    this.service = service;
  }

  static List<Scenario> of(ServiceGroup service) {
    KeyScenarios keys = new KeyScenarios(service);
    return List.of(
        new Scenario(
            "service-keys",
            "A key that only root can read reaches the director as a credential of systemd",
            keys::credentials));
  }

  private String credentials() throws IOException, InterruptedException {
    service.serving();
    Machine machine = service.machine();
    Files.deleteIfExists(KEY);
    Files.createFile(
        KEY, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(KEY, "hex:" + "0123456789abcdef".repeat(4) + "\n");
    machine.configure(service.site().config().text() + SEALED);

    Finished refused = machine.systemctl("reload", DIRECTOR);
    Claim.that(refused.exit() != 0, "it took keys that nobody gives it");
    String said = machine.systemctl("status", "-n", "20", DIRECTOR).out();
    Claim.that(said.contains("LoadCredential=vrrp.key:/path"), "it does not say how:\n" + said);

    machine.dropIn(
        DIRECTOR, "LoadCredential=vrrp.key:" + KEY, "SetCredential=other.key:" + "k".repeat(32));
    machine.systemctl("restart", DIRECTOR).orThrow();
    Claim.within(
        ServiceGroup.PATIENCE,
        "the virtual router with the key is MASTER",
        () -> machine.host().run("ip", "-o", "address").out().contains("192.0.2.77/24"));
    Files.delete(KEY);
    return "";
  }
}
