// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
  @TempDir Path directory;

  @Test
  @DisplayName(
      "a file that is not there, a directory, and bytes that are no text: one problem each")
  void saysWhyAFileCannotBeRead() throws IOException {
    Files.write(directory.resolve("bytes.conf"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});
    Files.createDirectory(directory.resolve("conf.d"));
    Files.write(directory.resolve("large.conf"), new byte[(16 << 20) + 1]);

    assertEquals(List.of("absent.conf: does not exist"), problemsOf("absent.conf"));
    assertEquals(List.of("conf.d: is a directory, a file is expected"), problemsOf("conf.d"));
    assertEquals(List.of("bytes.conf: is not text in UTF-8"), problemsOf("bytes.conf"));
    assertEquals(List.of("large.conf: is larger than 16 MiB"), problemsOf("large.conf"));
  }

  @Test
  @DisplayName("includes are relative to the file they stand in, and problems name the right file")
  void includesFiles() throws IOException {
    write("director.conf", "include \"parts/vrrp.conf\"\nvrrp.instances.a.priority = 0");
    write("parts/vrrp.conf", "vrrp.instances.a {\n  include \"rest.conf\"\n  interface = eth0\n}");
    write(
        "parts/rest.conf",
        "virtual-router-id = 51\nvirtual-addresses = [\"203.0.113.10/24\"]\n\nversion = 4");

    List<String> problems = problemsOf("director.conf");

    assertEquals(
        List.of(
            "director.conf:2: vrrp.instances.a.priority: must be 1..254, or 255 for the owner of"
                + " the addresses, but is 0",
            "parts/rest.conf:4: vrrp.instances.a.version: must be 2 or 3, but is 4"),
        problems);
  }

  @Test
  @DisplayName("null takes back what an include said")
  void takesBack() throws Exception {
    write("site.conf", Texts.service("real-servers.r2.address = \"10.0.0.12\""));
    write(
        "director.conf",
        "include \"site.conf\"\nservices.a.real-servers.r1 = null, services.a.check.host = null");

    ServiceConfig service =
        ConfigLoader.load(directory.resolve("director.conf")).services().get("a");

    assertEquals(List.of("r2"), List.copyOf(service.realServers().keySet()));
    assertEquals(Optional.empty(), hostOf(service));
  }

  @Test
  @DisplayName(
      "a section from two files is blamed on its first line for what it lacks or has from outside")
  void blamesMergedSections() throws IOException {
    write("site.conf", "\n\nvrrp.instances.a { interface = eth0, preempt = ${PATH} }");
    write(
        "director.conf",
        "include \"site.conf\"\n\n\n\nvrrp.instances.a.virtual-addresses = [\"203.0.113.10\"]");

    List<String> problems = problemsOf("director.conf");

    assertEquals(
        List.of(
            "site.conf:3: vrrp.instances.a.preempt: must be true or false, but is <PATH>",
            "site.conf:3: vrrp.instances.a.virtual-router-id: is missing: must be a whole number,"
                + " 1..255"),
        problems.stream().map(line -> line.replaceFirst("but is .*", "but is <PATH>")).toList());
  }

  @Test
  @DisplayName("an include that cannot be had is a problem at its line; none is passed over")
  void refusesBadIncludes() throws IOException {
    write(
        "director.conf",
        """
        include "absent.conf"
        include "http://127.0.0.1:9/x.conf"
        include url("http://127.0.0.1:9/y.conf")
        include classpath("reference.conf")
        include "again.conf"
        include required(file("broken.conf"))
        """);
    write("again.conf", "\ninclude \"director.conf\"");
    write("broken.conf", "services {\n  a = 1\n");

    List<String> problems = problemsOf("director.conf");

    assertEquals(
        List.of(
            "again.conf:2: include \"director.conf\": is being read already: the includes go in a"
                + " circle",
            "broken.conf:3: the file ends inside a section: a '}' is missing",
            "director.conf:1: include \"absent.conf\": does not exist",
            "director.conf:2: include \"http://127.0.0.1:9/x.conf\": does not exist",
            "director.conf:3: include \"http://127.0.0.1:9/y.conf\": must be a file on this"
                + " machine",
            "director.conf:4: include \"reference.conf\": must be a file on this machine"),
        problems);
  }

  @Test
  @DisplayName("a mistake of syntax has its line")
  void locatesSyntax() {
    assertEquals(
        List.of("director.conf:4: the file ends inside a section: a '}' is missing"),
        Texts.problems("services {\n  a {\n  }\n"));
    assertEquals(
        List.of(
            "director.conf:2: Expecting close brace } or a comma, got ':' (if you intended ':' to"
                + " be part of a key or string value, try enclosing the key or value in double"
                + " quotes)"),
        Texts.problems("services.a {\n  virtual = 203.0.113.10:443\n}\n"));
    assertEquals(
        List.of("director.conf:3: expecting a key or '}' here, got '='"),
        Texts.problems("services.a {\n\n  = 5\n}\n"));
  }

  private static Optional<String> hostOf(ServiceConfig service) {
    CheckConfig check = service.checks().orElseThrow().each().get(ChecksConfig.ONLY);
    return ((RequestConfig.Http) check.request()).exchanges().get(0).host();
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /** Without the temporary directory. */
  private List<String> problemsOf(String name) {
    ConfigRejectedException rejected =
        assertThrows(
            ConfigRejectedException.class, () -> ConfigLoader.load(directory.resolve(name)));
    return rejected.getMessage().replace(directory + "/", "").lines().toList();
  }
}
