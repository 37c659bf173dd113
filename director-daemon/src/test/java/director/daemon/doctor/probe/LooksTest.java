// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.doctor.fact.Facts.Connections;
import director.daemon.doctor.fact.Facts.ElectorState;
import director.daemon.doctor.fact.Facts.KernelModule;
import director.daemon.doctor.fact.Facts.Mention;
import director.daemon.doctor.fact.Nic.Owner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from files, by files that stand for them. */
class LooksTest {
  @TempDir Path root;

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  @DisplayName("connections are those of all servers, active or not")
  void connections() throws IOException {
    String table =
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port Scheduler Flags
          -> RemoteAddress:Port Forward Weight ActiveConn InActConn
        TCP  C000020A:01BB wrr
          -> C0000215:01BB      Route   1      7          5
          -> C0000216:01BB      Route   1      0          30
        UDP  [2001:0db8:0000:0000:0000:0000:0000:0010]:0035 rr
          -> [2001:0db8:0000:0000:0000:0000:0000:0021]:0035      Route   1      1          0
        """;

    assertEquals(
        Optional.of(new Connections(43, 4096)),
        KernelLook.connections(new BufferedReader(new StringReader(table))));
  }

  @Test
  @DisplayName("modprobe says whether a module is built in, on disk, forbidden or missing")
  void modules() {
    assertEquals(KernelModule.PRESENT, KernelLook.verdict(0, "builtin ip_vs\n"));
    assertEquals(
        KernelModule.LOADABLE, KernelLook.verdict(0, "insmod /lib/modules/6.1/ip_vs.ko \n"));
    assertEquals(KernelModule.FORBIDDEN, KernelLook.verdict(0, "install /bin/false \n"));
    assertEquals(KernelModule.MISSING, KernelLook.verdict(1, ""));
  }

  @Test
  @DisplayName("NetworkManager manages what it says")
  void networkManager() throws IOException {
    write("run/NetworkManager/devices/2", "[device]\nmanaged=true\n");
    write("run/NetworkManager/devices/3", "[device]\nmanaged=false\n");

    assertEquals(Optional.of(new Owner("NetworkManager", "", false)), Owners.of(root, 2));
    assertEquals(Optional.empty(), Owners.of(root, 3));
    assertEquals(Optional.empty(), Owners.of(root, 4));
  }

  @Test
  @DisplayName("networkd keeps foreign addresses where its file, or a drop-in, says so")
  void networkd() throws IOException {
    String state = "ADMIN_STATE=configured\nNETWORK_FILE=/etc/systemd/network/e.network\n";
    write("run/systemd/netif/links/2", state);
    write("etc/systemd/network/e.network", "[Network]\nDHCP=no\n");
    write(
        "run/systemd/netif/links/3",
        state + "NETWORK_FILE_DROPINS=\"/etc/systemd/network/e.network.d/vip.conf\"\n");
    write("etc/systemd/network/e.network.d/vip.conf", "[Network]\nKeepConfiguration = static\n");
    write("run/systemd/netif/links/4", "ADMIN_STATE=unmanaged\n");

    assertEquals(
        Optional.of(new Owner("systemd-networkd", "/etc/systemd/network/e.network", false)),
        Owners.of(root, 2));
    assertEquals(
        Optional.of(new Owner("systemd-networkd", "/etc/systemd/network/e.network", true)),
        Owners.of(root, 3));
    assertEquals(Optional.empty(), Owners.of(root, 4));
  }

  @Test
  @DisplayName("finds whole addresses in files of the boot, and none in comments")
  void mentions() throws IOException {
    write(
        "etc/network/interfaces",
        "# address 192.0.2.10/24\niface eth0 inet static\n  address 192.0.2.10/24\n"
            + "  gateway 192.0.2.100\n");
    write("etc/netplan/50.yaml", "addresses: [192.0.2.11/24, \"2001:db8::10/64\"]\n");

    assertEquals(
        List.of(
            new Mention("/etc/network/interfaces", 3, "192.0.2.10"),
            new Mention("/etc/netplan/50.yaml", 1, "2001:db8::10")),
        BootFiles.mentions(root, List.of("192.0.2.10", "2001:db8::10")));
  }

  private void process(int pid, String namespace, String commandLine) throws IOException {
    write(pid + "/cmdline", commandLine);
    write(pid + "/status", "VmPeak:  1 kB\nVmLck:\t   51200 kB\n");
    Files.createDirectories(root.resolve(pid + "/ns"));
    Files.createSymbolicLink(root.resolve(pid + "/ns/net"), Path.of(namespace));
    Files.createDirectories(root.resolve(pid + "/fd"));
    Files.createSymbolicLink(
        root.resolve(pid + "/fd/3"), Path.of("/usr/lib/directord/lib/vrrp.jar (deleted)"));
    Files.createSymbolicLink(root.resolve(pid + "/fd/4"), Path.of("/tmp/x (deleted)"));
  }

  private static String stat(String name, int policy) {
    return "7 (" + name + ") S" + " 0".repeat(37) + " " + policy + " 0 0 0\n";
  }

  @Test
  @DisplayName("knows the elector of its own namespace, its urgency and its memory")
  void elector() throws IOException {
    String elector = "java\0-Xmx24m\0director.daemon.launch.Directord\0vrrp\0--socket\0/s\0";
    Files.createDirectories(root.resolve("self/ns"));
    Files.createSymbolicLink(root.resolve("self/ns/net"), Path.of("net:[1]"));
    process(6, "net:[2]", elector);
    process(7, "net:[1]", elector);
    process(8, "net:[1]", "java\0director.daemon.launch.Directord\0--config\0vrrp.conf\0");
    write("7/task/7/stat", stat("java", 0));
    write("7/task/9/stat", stat("ma) in", 1));

    assertEquals(
        new ElectorState(7, true, 51_200, List.of("/usr/lib/directord/lib/vrrp.jar")),
        ElectorLook.look(root));

    write("7/task/9/stat", stat("main", 0));
    assertEquals(false, ElectorLook.look(root).realTime());
    write("7/cmdline", "sh\0");
    assertThrows(IOException.class, () -> ElectorLook.look(root));
  }
}
