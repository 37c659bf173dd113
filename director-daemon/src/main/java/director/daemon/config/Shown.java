// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.List;

/** What a configuration says, for people. Without its comments: an old secret may be in them. */
final class Shown {
  private static final String MASK = "***";

  private Shown() {}

  /**
   * The tree as HOCON.
   *
   * @param secrets paths of values that are masked, unless they only say where the secret is
   */
  static String of(ConfigObject tree, List<String> secrets) {
    Config config = tree.toConfig();
    for (String path : secrets) {
      if (config.hasPath(path) && !isElsewhere(config, path)) {
        config = config.withValue(path, ConfigValueFactory.fromAnyRef(MASK));
      }
    }
    return config
        .root()
        .render(
            ConfigRenderOptions.defaults()
                .setComments(false)
                .setOriginComments(false)
                .setJson(false));
  }

  private static boolean isElsewhere(Config config, String path) {
    return config.getValue(path).valueType() == ConfigValueType.STRING
        && Secret.isElsewhere(config.getString(path));
  }
}
