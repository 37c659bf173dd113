// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import director.daemon.local.state.RunEnd;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Runs a script as this process would: {@code PROGRAM USER}, of which the latter may be empty. */
final class CapabilityProbe {
  private CapabilityProbe() {}

  public static void main(String... arguments) throws InterruptedException {
    Optional<String> user = Optional.of(arguments[1]).filter(name -> !name.isEmpty());
    new ScriptRunner()
        .run(
            new Script(
                "probe",
                List.of(arguments[0]),
                user,
                Collections.emptySortedMap(),
                Duration.ofSeconds(60)),
            new ScriptRunner.Listener() {
              @Override
              public void ended(RunEnd end) {
                System.out.println(end);
              }
            });
  }
}
