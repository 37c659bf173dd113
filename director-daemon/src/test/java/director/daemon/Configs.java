// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.ConfigLoader;
import director.daemon.config.ConfigRejectedException;
import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import java.nio.file.Path;
import java.util.Collection;

/** Configurations, written as an operator writes them. */
public final class Configs {
  private Configs() {}

  public static DirectorConfig of(String text) {
    try {
      return ConfigLoader.parse("director.name = director-a\n" + text, Path.of("director.conf"));
    } catch (ConfigRejectedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  public static Collection<ServiceConfig> services(String text) {
    return of(text).services().values();
  }

  /** Two routers of weight 1 behind 203.0.113.10:443, checked as {@code check} says. */
  public static String photos(String check) {
    return """
        services.photos {
          virtual = "203.0.113.10:443"
          check %s
          real-servers {
            router1.address = "10.0.0.11"
            router2.address = "10.0.0.12"
          }
        }
        """
        .formatted(check);
  }
}
