// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.disk.AtomicFile;
import director.ipvs.table.Protocol;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which services in the kernel are ours, on disk: what the configuration no longer names is deleted
 * if we made it, and left alone if somebody else did. A line each, "TCP 203.0.113.10 443".
 */
final class OwnedServices {
  private final Path file;
  private final SortedSet<VirtualService.Id> ids;
  private boolean unwritten;

  private OwnedServices(Path file, SortedSet<VirtualService.Id> ids) {
    this.file = file;
    this.ids = ids;
  }

  /**
   * Reads what a former run remembered.
   *
   * @throws IOException if the file is there and cannot be read as what we wrote
   */
  static OwnedServices load(Path stateDirectory) throws IOException {
    Path file = stateDirectory.resolve("owned-services");
    SortedSet<VirtualService.Id> ids = new TreeSet<>();
    try {
      for (String line : Files.readAllLines(file)) {
        ids.add(parse(file, line));
      }
    } catch (NoSuchFileException e) {
      // The first run: nothing is ours yet.
    }
    return new OwnedServices(file, ids);
  }

  private static VirtualService.Id parse(Path file, String line) throws IOException {
    String[] words = line.split(" ", -1);
    try {
      return new VirtualService.Id(
          Protocol.valueOf(words[0]), InetAddress.getByName(words[1]), Integer.parseInt(words[2]));
    } catch (RuntimeException e) {
      throw new IOException(file + ": \"" + line + "\" is not a service: remove the line", e);
    }
  }

  SortedSet<VirtualService.Id> ids() {
    return Collections.unmodifiableSortedSet(ids);
  }

  void add(Collection<VirtualService.Id> more) throws IOException {
    unwritten |= ids.addAll(more);
    write();
  }

  void retain(Collection<VirtualService.Id> only) throws IOException {
    unwritten |= ids.retainAll(only);
    write();
  }

  /** What could not be written once is tried again with the next change, or the next pass. */
  private void write() throws IOException {
    if (unwritten) {
      AtomicFile.replace(
          file,
          ids.stream()
              .map(
                  id ->
                      id.protocol() + " " + id.address().getHostAddress() + " " + id.port() + "\n")
              .collect(Collectors.joining()));
      unwritten = false;
    }
  }
}
