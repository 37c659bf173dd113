// SPDX-License-Identifier: Apache-2.0
package director.daemon.sysctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.SysctlConfig;
import director.daemon.sysctl.IpvsParameters.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The kernel parameters of IPVS")
class IpvsParametersTest {
  @TempDir Path root;

  @BeforeEach
  void kernel() throws IOException {
    Files.createDirectories(root.resolve("ipv4/vs"));
    put("expire_nodest_conn", "0");
    put("sync_threshold", "3\t50");
    Files.writeString(root.resolve("conn_tab_bits"), "12\n");
  }

  @Test
  @DisplayName("are shown with what is wanted and what is advised")
  void shows() {
    Look look = look(false, Map.of());

    assertEquals(
        new Parameter(
            "expire_nodest_conn",
            Optional.of("0"),
            Optional.empty(),
            Optional.of(
                "better 1: with 0, a client of a removed server waits until its connection has"
                    + " timed out, instead of connecting anew at once"),
            Optional.empty()),
        parameter(look, "expire_nodest_conn"));
    assertEquals(Optional.of("3 50"), parameter(look, "sync_threshold").value());
    assertEquals(Optional.empty(), parameter(look, "sloppy_tcp").value());
    assertEquals(List.of(), look.problems());
  }

  @Test
  @DisplayName("that differ from what is wanted are left alone, and known to differ")
  void differs() throws IOException {
    Look look = look(false, Map.of("expire_nodest_conn", "1", "sync_threshold", "3 50"));

    assertEquals(true, parameter(look, "expire_nodest_conn").differs());
    assertEquals(false, parameter(look, "sync_threshold").differs());
    assertEquals(List.of(), look.problems());
    assertEquals("0", get("expire_nodest_conn"));
  }

  @Test
  @DisplayName("are set when that is asked for, and only those that differ")
  void sets() throws IOException {
    Look look = look(true, Map.of("expire_nodest_conn", "1", "sync_threshold", "3 50"));

    assertEquals(List.of("net.ipv4.vs.expire_nodest_conn set from 0 to 1"), look.set());
    assertEquals("1", get("expire_nodest_conn"));
    assertEquals("3\t50", get("sync_threshold"));
    assertEquals(List.of(), look.problems());
  }

  @Test
  @DisplayName("that this kernel has not, though they are to be set, say so themselves, once")
  void missing() {
    Look look = look(true, Map.of("sloppy_tcp", "1"));

    assertEquals(
        new Parameter(
            "sloppy_tcp",
            Optional.empty(),
            Optional.of("1"),
            Optional.empty(),
            Optional.of("there is no kernel parameter net/ipv4/vs/sloppy_tcp")),
        parameter(look, "sloppy_tcp"));
    assertEquals(List.of(), look.problems());
  }

  @Test
  @DisplayName("a small connection table comes with advice")
  void connectionTable() {
    Parameter bits = parameter(look(false, Map.of()), "conn_tab_bits");

    assertEquals(Optional.of("12"), bits.value());
    assertEquals(
        "better 20 from some 10,000 connections on: with 12, long lists are searched for each"
            + " packet; write \"options ip_vs conn_tab_bits=20\" to /etc/modprobe.d/ip_vs.conf and"
            + " load the module anew",
        bits.advice().orElseThrow());
  }

  private Look look(boolean apply, Map<String, String> wanted) {
    return IpvsParameters.below(root).look(new SysctlConfig(new TreeMap<>(wanted), apply));
  }

  private static Parameter parameter(Look look, String name) {
    return look.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private void put(String name, String value) throws IOException {
    Files.writeString(root.resolve("ipv4/vs").resolve(name), value + "\n");
  }

  private String get(String name) throws IOException {
    return Files.readString(root.resolve("ipv4/vs").resolve(name)).strip();
  }
}
