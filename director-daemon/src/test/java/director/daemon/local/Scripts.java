// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Small programs for /bin/sh, that only their owner may write. */
public final class Scripts {
  private Scripts() {}

  public static Path write(Path directory, String name, String... lines) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    return permit(file, "rwxr-xr-x");
  }

  public static Path permit(Path file, String permissions) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
