// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people copy from the package must be what the daemon reads, without a word against it. */
class ExampleConfigsTest {
  private static final Path EXAMPLES = Path.of("../packaging/src/main/examples");

  @ParameterizedTest(name = "{0}")
  @DisplayName("each example of the package is fine")
  @CsvSource({"pair.conf, 1, 1", "services.conf, 2, 4", "unicast.conf, 1, 1"})
  void isFine(String name, int instances, int services) throws ConfigRejectedException {
    DirectorConfig config = ConfigLoader.load(EXAMPLES.resolve(name));

    assertEquals(List.of(), config.warnings());
    assertEquals(instances, config.instances().size());
    assertEquals(services, config.services().size());
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("the one from keepalived is warned of what keepalived's password is worth")
  @CsvSource("from-keepalived.conf")
  void warnsOfThePassword(String name) throws ConfigRejectedException {
    DirectorConfig config = ConfigLoader.load(EXAMPLES.resolve(name));

    assertEquals(
        List.of("vrrp.instances.VI_1.authentication"),
        config.warnings().stream().map(ConfigProblem::key).toList());
  }
}
