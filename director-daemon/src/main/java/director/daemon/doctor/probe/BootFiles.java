// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Facts.Mention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files from which interfaces get their addresses at boot, by whatever program. */
final class BootFiles {
  private static final List<String> PLACES =
      List.of(
          "/etc/network/interfaces",
          "/etc/network/interfaces.d",
          "/etc/netplan",
          "/etc/systemd/network",
          "/etc/sysconfig/network-scripts",
          "/etc/NetworkManager/system-connections");

  private static final int MOST_FILES = 1000;
  private static final int LONGEST = 1 << 20;

  private BootFiles() {}

  /** Where one of these addresses stands, comments left out. */
  static List<Mention> mentions(Path root, Collection<String> addresses) throws IOException {
    List<Mention> mentions = new ArrayList<>();
    for (String place : PLACES) {
      for (Path file : files(Look.below(root, place))) {
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        for (int line = 0; line < lines.size(); line++) {
          for (String address : addresses) {
            if (names(lines.get(line), address)) {
              String shown = "/" + root.relativize(file);
              mentions.add(new Mention(shown, line + 1, address));
            }
          }
        }
      }
    }
    return mentions;
  }

  private static List<Path> files(Path place) throws IOException {
    if (!Files.exists(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(place, 2)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toFile().length() <= LONGEST)
          .sorted()
          .limit(MOST_FILES)
          .toList();
    }
  }

  private static boolean names(String line, String address) {
    String text = line.strip();
    boolean isComment = text.startsWith("#") || text.startsWith(";");
    return !isComment
        && text.contains(address)
        && Pattern.compile("(?<![0-9A-Fa-f:.])" + Pattern.quote(address) + "(?![0-9A-Fa-f:.])")
            .matcher(text)
            .find();
  }
}
