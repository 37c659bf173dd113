// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Site;
import director.lab.watch.Sighting;
import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is kept of a site on which something went wrong. */
public final class Evidence {
  private static final int LAST_PACKETS = 60;
  private static final int LAST_LINES = 12;

  /** As the daemons' logs have it, to be read beside them. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  private Evidence() {}

  /**
   * Writes each host's files, addresses and IPVS table, and the last packets, into {@code
   * directory}.
   */
  public static void save(Site site, Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Files.write(directory.resolve("packets.txt"), packets(site));
    for (Host host : site.lab().hosts().values()) {
      Files.writeString(
          directory.resolve(host.name() + ".txt"),
          Stream.of(host.run("ip", "addr"), host.run("ipvsadm", "-Ln", "--stats"))
              .map(finished -> "# " + finished.command() + "\n" + finished.out() + finished.err())
              .collect(Collectors.joining("\n")));
    }
    site.lab().copyFilesTo(directory);
  }

  /** The ends of all logs under {@code directory}, and of the packets. */
  public static String summary(Path directory) throws IOException {
    StringBuilder summary = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Evidence::isRead).sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        summary.append("-- ").append(directory.relativize(file)).append('\n');
        lines.stream()
            .skip(Math.max(0, lines.size() - LAST_LINES))
            .forEach(line -> summary.append(line).append('\n'));
      }
    }
    return summary.append("-- all of it: ").append(directory).toString();
  }

  private static List<String> packets(Site site) {
    Map<String, String> names = new HashMap<>();
    site.lab().hosts().values().forEach(host -> names.put(host.mac(), host.name()));
    List<Sighting> seen = site.observer().sightings();
    return seen.stream()
        .skip(Math.max(0, seen.size() - LAST_PACKETS))
        .map(
            sighting ->
                String.join(
                    "  ",
                    TIME.format(sighting.at()),
                    names.getOrDefault(sighting.from(), sighting.from()),
                    sighting.says()))
        .toList();
  }

  private static boolean isRead(Path file) {
    return file.toFile().length() > 0
        && (file.toString().endsWith(".log") || file.endsWith("packets.txt"));
  }
}
