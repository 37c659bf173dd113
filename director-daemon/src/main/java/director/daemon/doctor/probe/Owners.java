// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Nic.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who else manages an interface, as those programs write down for others to read. */
final class Owners {
  private static final Set<String> KEEPING = Set.of("yes", "true", "1", "on", "static");
  private static final Set<String> NOT_MANAGED = Set.of("unmanaged", "");

  private Owners() {}

  static Optional<Owner> of(Path root, int interfaceIndex) throws IOException {
    List<String> manager = lines(Look.below(root, "/run/NetworkManager/devices/" + interfaceIndex));
    if (Set.of("true", "1", "full").contains(value(manager, "managed"))) {
      return Optional.of(new Owner("NetworkManager", "", false));
    }
    List<String> networkd = lines(Look.below(root, "/run/systemd/netif/links/" + interfaceIndex));
    String file = value(networkd, "NETWORK_FILE");
    if (NOT_MANAGED.contains(value(networkd, "ADMIN_STATE")) || file.isEmpty()) {
      return Optional.empty();
    }
    List<String> settings = new ArrayList<>(lines(Look.below(root, file)));
    for (String dropIn : value(networkd, "NETWORK_FILE_DROPINS").split("[ :]+", -1)) {
      if (dropIn.startsWith("/")) {
        settings.addAll(lines(Look.below(root, dropIn)));
      }
    }
    boolean keeps = KEEPING.contains(value(settings, "KeepConfiguration"));
    return Optional.of(new Owner("systemd-networkd", file, keeps));
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The last one holds; empty when there is none. */
  private static String value(List<String> lines, String key) {
    String value = "";
    for (String line : lines) {
      String[] parts = line.strip().split("\\s*=\\s*", 2);
      if (parts.length == 2 && parts[0].equals(key)) {
        value = parts[1].replaceAll("^\"|\"$", "");
      }
    }
    return value;
  }
}
