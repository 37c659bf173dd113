// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.text.WrittenAndRead;
import java.nio.file.Path;
import java.util.List;

/** Configurations as text, read as if they stood in director.conf on a host called lvs7. */
final class Texts {
  private Texts() {}

  /** ... and holds of each that the text which is made of it says the same. */
  static DirectorConfig accepted(String text) throws ConfigRejectedException {
    return WrittenAndRead.check(
        ConfigLoader.parse(text, Path.of("director.conf"), "lvs7.example.com"));
  }

  /** The problems as an operator sees them; none if the text is accepted. */
  static List<String> problems(String text) {
    try {
      accepted(text);
      return List.of();
    } catch (ConfigRejectedException e) {
      return e.getMessage().lines().toList();
    }
  }

  /** A virtual router with its required keys in lines 1 to 4, and {@code lines} from line 5 on. */
  static String instance(String lines) {
    return """
        vrrp.instances.a {
          interface = eth0
          virtual-router-id = 51
          virtual-addresses = ["203.0.113.10/24"]
        %s
        }
        """
        .formatted(lines);
  }

  /** A service with its required keys in lines 1 to 4, and {@code lines} from line 5 on. */
  static String service(String lines) {
    return """
        services.a {
          virtual = "203.0.113.10:443"
          check { host = "photos.example.com" }
          real-servers.r1.address = "10.0.0.11"
        %s
        }
        """
        .formatted(lines);
  }
}
