// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.ConfigLoader;
import director.daemon.config.ConfigRejectedException;
import director.daemon.config.DirectorConfig;
import java.nio.file.Path;
import java.util.List;

/** Holds that what is written of a configuration is that configuration. */
public final class WrittenAndRead {
  private WrittenAndRead() {}

  /** Writes it, reads it again, and compares; warnings tell of lines, and are left out. */
  public static DirectorConfig check(DirectorConfig config) {
    String text = ConfigText.of(config);
    try {
      DirectorConfig read = ConfigLoader.parse(text, Path.of("effective.conf"));
      assertEquals(bare(config), bare(read), text);
      assertEquals(text, ConfigText.of(read));
    } catch (ConfigRejectedException e) {
      throw new AssertionError(e.getMessage() + "\n" + text, e);
    }
    return config;
  }

  private static DirectorConfig bare(DirectorConfig config) {
    return config.with(List.of());
  }
}
