// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.ipvs.table.AddressFamily;
import director.ipvs.table.Protocol;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedServicesTest {
  private static final VirtualService.Id HTTPS = Tables.id(Protocol.TCP, "203.0.113.10", 443);
  private static final VirtualService.Id HTTP = Tables.id(Protocol.TCP, "203.0.113.10", 80);
  private static final VirtualService.Id DNS = Tables.id(Protocol.UDP, "2001:db8::10", 53);

  @TempDir Path directory;

  @Test
  @DisplayName("nothing is ours at first, and nothing is written before there is something")
  void firstRun() throws IOException {
    OwnedServices owned = OwnedServices.load(directory);

    owned.add(Set.of());

    assertEquals(Set.of(), owned.ids());
    assertFalse(Files.exists(file()));
  }

  @Test
  @DisplayName("what was added stands in the file, a line each, and is known to the next run")
  void remembers() throws IOException {
    OwnedServices.load(directory).add(List.of(DNS, HTTPS, HTTP));

    assertEquals(
        List.of("TCP 203.0.113.10 80", "TCP 203.0.113.10 443", "UDP 2001:db8:0:0:0:0:0:10 53"),
        Files.readAllLines(file()));
    assertEquals(Set.of(DNS, HTTPS, HTTP), OwnedServices.load(directory).ids());
  }

  @Test
  @DisplayName("firewall marks of both families, and SCTP, are known to the next run too")
  void remembersMarks() throws IOException {
    List<VirtualService.Id> ids =
        List.of(
            Tables.id(Protocol.SCTP, "2001:db8::10", 0),
            new VirtualService.FirewallMark(7, AddressFamily.IPV4),
            new VirtualService.FirewallMark(4294967295L, AddressFamily.IPV6));
    OwnedServices.load(directory).add(ids);

    assertEquals(
        List.of("SCTP 2001:db8:0:0:0:0:0:10 0", "fwmark 7 IPV4", "fwmark 4294967295 IPV6"),
        Files.readAllLines(file()));
    assertEquals(ids, List.copyOf(OwnedServices.load(directory).ids()));
  }

  @Test
  @DisplayName("what is not retained is forgotten for good")
  void forgets() throws IOException {
    OwnedServices owned = OwnedServices.load(directory);
    owned.add(List.of(HTTPS, HTTP));

    owned.retain(List.of(HTTP, DNS));

    assertEquals(Set.of(HTTP), owned.ids());
    assertEquals(Set.of(HTTP), OwnedServices.load(directory).ids());
  }

  @Test
  @DisplayName(
      "what could not be written is ours all the same, and is written as soon as it can be")
  void writesLater() throws IOException {
    Path lost = directory.resolve("state");
    OwnedServices owned = OwnedServices.load(lost);
    assertThrows(IOException.class, () -> owned.add(List.of(HTTPS)));
    assertThrows(IOException.class, () -> owned.add(List.of(HTTPS)));
    assertEquals(Set.of(HTTPS), owned.ids());
    Files.createDirectory(lost);

    owned.add(List.of(HTTPS));

    assertEquals(Set.of(HTTPS), OwnedServices.load(lost).ids());
  }

  @Test
  @DisplayName("nothing is written when nothing has changed")
  void writesOnce() throws IOException {
    OwnedServices owned = OwnedServices.load(directory);
    owned.add(List.of(HTTPS));
    Files.delete(file());

    owned.add(List.of(HTTPS));
    owned.retain(List.of(HTTPS));

    assertFalse(Files.exists(file()));
  }

  @Test
  @DisplayName("a half-written successor of a run that was killed does no harm")
  void tornSuccessor() throws IOException {
    OwnedServices.load(directory).add(List.of(HTTPS));
    Files.writeString(directory.resolve("owned-services.new"), "TCP 203.0.1");

    OwnedServices owned = OwnedServices.load(directory);
    owned.add(List.of(HTTP));

    assertEquals(Set.of(HTTPS, HTTP), OwnedServices.load(directory).ids());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TCP 203.0.113.10",
        "TCP 203.0.113.10 443 ",
        "TCP  443",
        "DCCP 203.0.113.10 443",
        "fwmark 0 IPV4",
        "fwmark 4294967296 IPV4",
        "fwmark 7 IPX",
        "TCP photos.example.com 443",
        "TCP 203.0.113.999 443",
        "TCP 2001:db8:::10 443",
        "TCP 203.0.113.10 65536",
        "TCP 203.0.113.10 -1",
        "",
        "\u0000\u00ff"
      })
  @DisplayName("a line that is no service is shown, with what to do")
  void foreignLine(String line) throws IOException {
    Files.write(
        file(), ("TCP 203.0.113.10 80\n" + line + "\n").getBytes(StandardCharsets.ISO_8859_1));

    IOException refusal = assertThrows(IOException.class, () -> OwnedServices.load(directory));

    assertEquals(
        file()
            + ": \""
            + line
            + "\" is not a service, such as \"TCP 203.0.113.10 443\": remove the line",
        refusal.getMessage());
  }

  private Path file() {
    return directory.resolve("owned-services");
  }
}
