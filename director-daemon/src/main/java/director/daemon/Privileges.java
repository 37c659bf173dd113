// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the kernel demands of whoever changes addresses and sends raw packets (capabilities(7)). */
public final class Privileges {
  private static final int CAP_NET_ADMIN = 12;
  private static final int CAP_NET_RAW = 13;

  private Privileges() {}

  /**
   * Looks at what this process may do.
   *
   * @throws StartRefusedException 77 with what is missing
   */
  public static void require() throws StartRefusedException {
    long effective;
    try {
      effective = effective(Files.readAllLines(Path.of("/proc/self/status")));
    } catch (IOException e) {
      throw new StartRefusedException(
          StartRefusedException.INTERNAL, "cannot read /proc/self/status: " + e.getMessage());
    }
    List<String> missing = missing(effective);
    if (!missing.isEmpty()) {
      throw new StartRefusedException(
          StartRefusedException.NO_PERMISSION,
          "missing privilege: "
              + String.join(" and ", missing)
              + "; start directord as root, or with these ambient capabilities (systemd:"
              + " AmbientCapabilities=)");
    }
  }

  /** The set of the line "CapEff: 00000000a80425fb"; none if there is no such line. */
  static long effective(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("CapEff:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .findFirst()
        .orElse(0);
  }

  static List<String> missing(long effective) {
    List<String> missing = new ArrayList<>();
    if ((effective >> CAP_NET_ADMIN & 1) == 0) {
      missing.add("CAP_NET_ADMIN");
    }
    if ((effective >> CAP_NET_RAW & 1) == 0) {
      missing.add("CAP_NET_RAW");
    }
    return missing;
  }
}
