// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.RiseFall;
import director.daemon.track.state.TrackedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Small programs for /bin/sh, that only their owner may write. */
final class Scripts {
  private Scripts() {}

  static Path write(Path directory, String name, String... lines) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    return permit(file, "rwxr-xr-x");
  }

  static Path permit(Path file, String permissions) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /** Once a second, with a timeout that only a hang can reach, and the first result decides. */
  static TrackScript script(Path program, String... arguments) {
    return new TrackScript(
        "check",
        Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments)).toList(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        new RiseFall(1, 1),
        Optional.empty(),
        TrackedState.UNKNOWN);
  }

  static TrackScript within(TrackScript script, Duration timeout) {
    return new TrackScript(
        script.name(),
        script.command(),
        script.interval(),
        timeout,
        script.rule(),
        script.user(),
        script.initial());
  }

  static TrackScript as(TrackScript script, String user) {
    return new TrackScript(
        script.name(),
        script.command(),
        script.interval(),
        script.timeout(),
        script.rule(),
        Optional.of(user),
        script.initial());
  }
}
