// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import director.daemon.LockHolder;
import director.daemon.Waiting;
import director.daemon.control.DirectorVersion;
import director.daemon.launch.Program.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DirectordTest {
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  @TempDir Path directory;

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(
        config(),
        """
        director.name = director-a
        vrrp.instances.photos {
          interface = eth0
          virtual-router-id = 51
          virtual-addresses = ["203.0.113.10/24"]
        }
        """);
  }

  @Test
  @DisplayName("a refused configuration is status 78 and all its problems, and nothing was touched")
  void badConfig() throws Exception {
    Files.writeString(
        config(),
        """
        director.name = director-a
        vrrp.instances.photos {
          interface = eth0
          virtual-router-id = 300
          virtual-addresses = ["203.0.113.10/24"]
        }
        colour = red
        """);

    End end = Program.run(director());

    assertEquals(78, end.status());
    List<String> lines = end.err().lines().toList();
    assertEquals("directord: the configuration was refused:", lines.get(0));
    assertTrue(
        lines.get(1).startsWith(config() + ":4: vrrp.instances.photos.virtual-router-id: must be"),
        lines.get(1));
    assertTrue(lines.get(2).startsWith(config() + ":7: colour: "), lines.get(2));
    assertEquals("Nothing was changed.", lines.get(3));
    assertEquals(4, lines.size(), end.err());
    assertFalse(Files.exists(state()));
  }

  @Test
  @DisplayName("no configuration is status 78, too")
  void noConfig() throws Exception {
    Files.delete(config());

    End end = Program.run(director());

    assertEquals(78, end.status());
    assertTrue(end.err().contains(config().toString()), end.err());
  }

  @Test
  @DisplayName("without privileges it is status 77 and one sentence, for both programs")
  void noPrivilege() throws Exception {
    String sentence =
        "directord: missing privilege: CAP_NET_ADMIN and CAP_NET_RAW; start directord as root, or"
            + " give %s the lines AmbientCapabilities=CAP_NET_ADMIN CAP_NET_RAW and"
            + " CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW (systemctl edit %s)\n";
    String ofDirector = sentence.formatted("directord.service", "directord.service");
    String ofElector = sentence.formatted("directord-vrrp.service", "directord-vrrp.service");

    assertEquals(new End(77, "", ofDirector), Program.run(unprivileged(director())));
    assertEquals(new End(77, "", ofElector), Program.run(unprivileged(elector())));
    assertFalse(Files.exists(state()));
  }

  @Test
  @DisplayName("--check ends as the start would, and leaves no trace")
  void check() throws Exception {
    String missing = "directord: missing privilege: CAP_NET_ADMIN and CAP_NET_RAW; start directord";

    End end = Program.run(checking());
    End unprivileged = Program.run(unprivileged(checking()));

    assertEquals(ROOT ? new End(0, "", "") : new End(77, "", end.err()), end);
    assertEquals(77, unprivileged.status());
    assertTrue(unprivileged.err().startsWith(missing), unprivileged.err());
    assertFalse(Files.exists(state()));
    assertFalse(Files.exists(directory.resolve("run")));
  }

  @Test
  @DisplayName("--check is no second director: it takes no lock, and asks for what is remembered")
  void checkBesideAnother() throws Exception {
    assumeTrue(ROOT, "what is remembered is looked at after the privileges");
    Process holder = LockHolder.start(state(), "director.lock");
    try {
      assertEquals(new End(0, "", ""), Program.run(checking()));
      Files.writeString(state().resolve("owned-services"), "TCP nonsense\n");

      assertEquals(
          new End(
              70,
              "",
              "directord: %s: \"TCP nonsense\" is not a service, such as \"TCP 203.0.113.10 443\": remove the line\n"
                  .formatted(state().resolve("owned-services"))),
          Program.run(checking()));
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  @Test
  @DisplayName("--check with the rights of the daemon sees what root alone may read, and become")
  void checkRights() throws Exception {
    assumeTrue(ROOT, "root alone can have less rights than root");
    Path included = Files.writeString(directory.resolve("more.conf"), "services {}\n");
    Files.setAttribute(included, "unix:uid", 65534);
    Files.setPosixFilePermissions(included, PosixFilePermissions.fromString("rw-------"));
    String config = Files.readString(config());
    Files.writeString(config(), config + "include \"more.conf\"\n");
    End denied = Program.run(without("dac_override,-dac_read_search", checking()));

    Files.writeString(
        config(),
        config
            + """
            track.scripts.a { command = ["/bin/true"], user = nobody }
            vrrp.instances.photos.track.scripts.a {}
            """);
    End unbecoming = Program.run(without("setuid", checking()));

    assertEquals(78, denied.status());
    assertTrue(
        denied.err().contains(":7: include \"more.conf\": cannot be read: permission denied"),
        denied.err());
    assertEquals(78, unbecoming.status());
    assertTrue(
        unbecoming.err().contains(":7: track.scripts.a: runs a script as user nobody"),
        unbecoming.err());
    assertEquals(new End(0, "", ""), Program.run(checking()));
  }

  @Test
  @DisplayName("beside another director with its state it is status 75, and names it")
  void occupied() throws Exception {
    assumeTrue(ROOT, "locks are taken after a look at the privileges");
    for (String name : List.of("director", "elector")) {
      Process holder = LockHolder.start(state(), name + ".lock");
      try {
        End end = Program.run(name.equals("director") ? director() : elector());

        assertEquals(
            new End(
                75,
                "",
                "directord: %s is held by pid %d: it runs already; stop it, or use another --state-dir\n"
                    .formatted(state().resolve(name + ".lock"), holder.pid())),
            end);
      } finally {
        holder.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  @DisplayName("a state directory of somebody else is status 77, and nothing in it is overlooked")
  void foreignState() throws Exception {
    assumeTrue(ROOT, "root alone can give a directory away");
    Files.createDirectory(state());
    Files.setPosixFilePermissions(state(), PosixFilePermissions.fromString("rwx------"));
    Files.setAttribute(state(), "unix:uid", 65534);

    for (ProcessBuilder program : List.of(director(), elector())) {
      End end = Program.run(without("dac_override,-dac_read_search", program));

      assertEquals(77, end.status(), end.err());
      assertTrue(
          end.err()
              .startsWith(
                  "directord: cannot write to the directory "
                      + state()
                      + ": java.nio.file.AccessDeniedException: "),
          end.err());
    }
  }

  @Test
  @DisplayName("services are not released under a director that has only the lock at its socket")
  void releaseUnderDirector() throws Exception {
    assumeTrue(ROOT, "release needs its capabilities");
    Files.createDirectory(state());
    Path control = directory.resolve("control.sock");
    Process holder = LockHolder.startDirector(directory.resolve("elsewhere"), control);
    try {
      End end = Program.run(release());

      assertEquals(
          new End(
              75,
              "",
              "directord: %s is held by pid %d: it runs already; stop it, or use another --control-socket\n"
                  .formatted(directory.resolve("control.sock.lock"), holder.pid())),
          end);
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertEquals(0, Program.run(release()).status());
  }

  @Test
  @DisplayName("a port of the API that needs a privilege keeps a check from passing, and no start")
  void lowPort() throws Exception {
    assumeTrue(ROOT, "root alone can have less rights than root");
    Files.writeString(
        config(),
        """
        control.listen {
          address = "127.0.0.1:443", certificate = "/etc/a.pem", key = "/etc/a.key", tokens = "/etc/a"
        }
        """,
        StandardOpenOption.APPEND);
    String why =
        "control.listen.address: has port 443, and below 1024 that needs CAP_NET_BIND_SERVICE";

    End checked = Program.run(without("net_bind_service", checking()));
    End started = Program.run(without("net_bind_service", director()));

    assertEquals(78, checked.status());
    assertTrue(checked.err().contains(why), checked.err());
    // It has come as far as to look for what bin/directord tells it.
    assertEquals(70, started.status(), started.err());
    assertTrue(started.err().contains("directord.launcher is not set"), started.err());
    assertTrue(started.err().contains(why), started.err());
  }

  @Test
  @DisplayName(
      "an elector that finds garbage for orders says so, waits for others, and stops in order")
  void garbageOrders() throws Exception {
    assumeTrue(ROOT, "an elector needs its capabilities");
    Files.createDirectories(state());
    Files.writeString(state().resolve("elector-orders.json"), "{\"say\":\"or");
    Path log = directory.resolve("log");
    Process elector = elector().redirectError(log.toFile()).start();
    try {
      Waiting.until(
          () -> text(log).contains("begins without orders") && Files.exists(socket()),
          () -> text(log));
      // It says who it is when it can be stopped.
      try (SocketChannel director = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
        assertEquals('{', Channels.newInputStream(director).read());
      }

      elector.destroy();

      assertEquals(0, elector.waitFor());
      assertTrue(
          text(log)
              .contains(
                  "elector: begins without orders: "
                      + state().resolve("elector-orders.json")
                      + " is not what an elector of this version wrote"),
          text(log));
      assertFalse(Files.exists(socket()));
    } finally {
      elector.destroyForcibly();
    }
  }

  @Test
  @DisplayName("wrong use is status 2, with the usage on stderr")
  void wrongUse() throws Exception {
    End end = Program.run(Program.of(Directord.class, "--colour", "red"));

    assertEquals(2, end.status());
    assertEquals("", end.out());
    assertTrue(end.err().startsWith("Unknown options: '--colour', 'red'"), end.err());
  }

  @Test
  @DisplayName("tells its version")
  void version() throws Exception {
    assertEquals(
        new End(0, "directord " + DirectorVersion.current() + "\n", ""),
        Program.run(Program.of(Directord.class, "--version")));
  }

  @Test
  @DisplayName("the help of both programs names every exit status")
  void help() throws Exception {
    End director = Program.run(Program.of(Directord.class, "--help"));
    End elector = Program.run(Program.of(Directord.class, "vrrp", "--help"));

    assertEquals(
        """
        Exit status:
          0    stopped in order
          2    wrong use of options
          69   a needed kernel facility is missing
          70   internal error
          75   another one runs with this state directory
          77   missing privilege
          78   the configuration was refused
        """,
        exitStatusOf(director));
    assertEquals(
        """
        Exit status:
          0    stopped in order
          2    wrong use of options
          70   internal error
          75   another one runs with this state directory
          77   missing privilege
        """,
        exitStatusOf(elector));
  }

  private static String exitStatusOf(End help) {
    assertEquals(0, help.status());
    return help.out().substring(help.out().indexOf("Exit status:"));
  }

  private ProcessBuilder director() {
    return Program.of(
        Directord.class,
        "--config",
        config().toString(),
        "--state-dir",
        state().toString(),
        "--control-socket",
        directory.resolve("run/control.sock").toString());
  }

  private ProcessBuilder elector() {
    return Program.of(
        Directord.class,
        "vrrp",
        "--socket",
        socket().toString(),
        "--state-dir",
        state().toString());
  }

  /** Where there is no network but ours. */
  private ProcessBuilder release() {
    ProcessBuilder release =
        Program.of(
            Directord.class,
            "release",
            "--services",
            "--socket",
            socket().toString(),
            "--state-dir",
            state().toString());
    release.command().addAll(0, List.of("unshare", "--net"));
    return release;
  }

  private ProcessBuilder checking() {
    ProcessBuilder director = director();
    director.command().add("--check");
    return director;
  }

  private static ProcessBuilder without(String capabilities, ProcessBuilder builder) {
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--bounding-set", "-" + capabilities));
    command.addAll(builder.command());
    return builder.command(command);
  }

  /** As root, but for the two capabilities; anybody else has none anyway. */
  private static ProcessBuilder unprivileged(ProcessBuilder builder) {
    return ROOT ? without("net_admin,-net_raw", builder) : builder;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path config() {
    return directory.resolve("director.conf");
  }

  private Path state() {
    return directory.resolve("state");
  }

  private Path socket() {
    return directory.resolve("elector.sock");
  }
}
