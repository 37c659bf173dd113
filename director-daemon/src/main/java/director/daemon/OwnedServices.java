// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.disk.AtomicFile;
import director.ipvs.table.AddressFamily;
import director.ipvs.table.Protocol;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which services in the kernel are ours, on disk: what the configuration no longer names is deleted
 * if we made it, and left alone if somebody else did. A line each, "TCP 203.0.113.10 443" or
 * "fwmark 7 IPV4".
 */
final class OwnedServices {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

  /** Nothing that a resolver would be asked for. */
  private static final Pattern LINE =
      Pattern.compile(
          "(TCP|UDP|SCTP) ((?:%1$s\\.){3}%1$s|[0-9a-f]*:[0-9a-f:]+) ([0-9]{1,5})".formatted(OCTET));

  private static final Pattern MARK = Pattern.compile("fwmark ([0-9]{1,10}) (IPV4|IPV6)");

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
   * @throws IOException if the file is there and is not what we wrote; the message says where
   */
  static OwnedServices load(Path stateDirectory) throws IOException {
    Path file = stateDirectory.resolve("owned-services");
    SortedSet<VirtualService.Id> ids = new TreeSet<>();
    if (Files.exists(file)) {
      // Byte by byte, so that whatever stands there can be shown.
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        ids.add(parse(file, line));
      }
    }
    return new OwnedServices(file, ids);
  }

  private static VirtualService.Id parse(Path file, String line) throws IOException {
    Matcher mark = MARK.matcher(line);
    Matcher words = LINE.matcher(line);
    if (!words.matches() && !mark.matches()) {
      throw foreignLine(file, line, null);
    }
    try {
      if (mark.matches()) {
        return new VirtualService.FirewallMark(
            Long.parseLong(mark.group(1)), AddressFamily.valueOf(mark.group(2)));
      }
      return new VirtualService.Endpoint(
          Protocol.valueOf(words.group(1)),
          InetAddress.getByName(words.group(2)),
          Integer.parseInt(words.group(3)));
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw foreignLine(file, line, e);
    }
  }

  private static IOException foreignLine(Path file, String line, @Nullable Exception cause) {
    return new IOException(
        file
            + ": \""
            + line
            + "\" is not a service, such as \"TCP 203.0.113.10 443\": remove the line",
        cause);
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
          file, ids.stream().map(id -> line(id) + "\n").collect(Collectors.joining()));
      unwritten = false;
    }
  }

  private static String line(VirtualService.Id id) {
    if (id instanceof VirtualService.FirewallMark marked) {
      return "fwmark " + marked.mark() + " " + marked.family().name();
    }
    VirtualService.Endpoint endpoint = (VirtualService.Endpoint) id;
    return endpoint.protocol() + " " + endpoint.address().getHostAddress() + " " + endpoint.port();
  }
}
