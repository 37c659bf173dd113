// SPDX-License-Identifier: Apache-2.0
package director.daemon.names;

import director.daemon.disk.AtomicFile;
import director.netlink.text.AddressText;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What names stood for last, on disk, so that a start does not depend on a resolver. A line each,
 * "routers.example.com 10.0.0.11 10.0.0.12".
 */
final class KnownNames {
  private final Path file;

  KnownNames(Path stateDirectory) {
    this.file = stateDirectory.resolve("resolved-names");
  }

  /**
   * Reads what a former run remembered; nothing when there was none.
   *
   * @throws IOException if the file is there and is not what we wrote; the message says what to do
   */
  SortedMap<String, SortedSet<InetAddress>> load() throws IOException {
    SortedMap<String, SortedSet<InetAddress>> names = new TreeMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        read(line, names);
      }
    }
    return names;
  }

  private void read(String line, Map<String, SortedSet<InetAddress>> names) throws IOException {
    String[] words = line.split(" ", -1);
    SortedSet<InetAddress> addresses = Step.ordered();
    for (int i = 1; i < words.length; i++) {
      addresses.add(address(words[i], line));
    }
    if (addresses.isEmpty()) {
      throw foreign(line);
    }
    names.put(words[0], addresses);
  }

  /** Nothing that a resolver would be asked for. */
  private InetAddress address(String word, String line) throws IOException {
    if (!word.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+")) {
      throw foreign(line);
    }
    try {
      return InetAddress.getByName(word);
    } catch (IOException e) {
      throw foreign(line);
    }
  }

  private IOException foreign(String line) {
    return new IOException(
        file
            + ": \""
            + line
            + "\" is not a name with its addresses, such as \"routers.example.com 10.0.0.11\":"
            + " remove the line");
  }

  void save(SortedMap<String, SortedSet<InetAddress>> names) throws IOException {
    AtomicFile.replace(
        file,
        names.entrySet().stream()
            .map(
                known ->
                    known.getKey()
                        + known.getValue().stream()
                            .map(address -> " " + AddressText.of(address))
                            .collect(Collectors.joining())
                        + "\n")
            .collect(Collectors.joining()));
  }
}
