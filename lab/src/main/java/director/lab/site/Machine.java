// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Finished;
import director.lab.wire.Host;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A machine with a real systemd, as its administrator has it in his hands: {@code apt}, {@code
 * systemctl}, {@code directorctl}, and the files of the package.
 */
public final class Machine {
  /** Holds the addresses. */
  public static final String ELECTOR = "directord-vrrp.service";

  /** Checks, and programs IPVS. */
  public static final String DIRECTOR = "directord.service";

  /** What the package begins with, and the administrator edits. */
  public static final Path CONFIG = Path.of("/etc/directord/director.conf");

  /** What both keep. */
  public static final Path STATE = Path.of("/var/lib/directord");

  private static final Path SOCKET = Path.of("/run/directord/control.sock");
  private static final Path DROP_INS = Path.of("/run/systemd/system");

  private final Host host;

  public Machine(Host host) {
    this.host = host;
  }

  public Host host() {
    return host;
  }

  /** {@code apt-get -y ...}, which asks nothing and keeps an edited conffile. */
  public Finished apt(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qy"));
    command.addAll(List.of("-o", "Dpkg::Use-Pty=0"));
    command.addAll(List.of(arguments));
    return host.run(command.toArray(String[]::new));
  }

  public Finished systemctl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("systemctl", "--no-pager", "--full"));
    command.addAll(List.of(arguments));
    return host.run(command.toArray(String[]::new));
  }

  /** A property of a unit, as {@code systemctl show} has it. */
  public String property(String unit, String property) throws IOException, InterruptedException {
    return systemctl("show", "--value", "-p", property, unit).orThrow().strip();
  }

  /** Some properties of a unit by their names. */
  public Map<String, String> properties(String unit, String... names)
      throws IOException, InterruptedException {
    Map<String, String> properties = new TreeMap<>();
    for (String line :
        systemctl("show", "-p", String.join(",", names), unit).orThrow().lines().toList()) {
      int equals = line.indexOf('=');
      properties.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return properties;
  }

  /** The main process of a unit; empty while there is none. */
  public Optional<ProcessHandle> process(String unit) throws IOException, InterruptedException {
    return ProcessHandle.of(Long.parseLong(property(unit, "MainPID")))
        .filter(process -> process.pid() > 0);
  }

  /** Whether dpkg has the package's files here. */
  public boolean isInstalled() throws IOException, InterruptedException {
    Finished asked = host.run("dpkg-query", "-W", "-f", "${db:Status-Status}", "directord");
    return asked.out().equals("installed");
  }

  /** Writes the configuration as an editor does: who may read it stays as it was. */
  public void configure(String text) throws IOException {
    Files.writeString(CONFIG, text);
  }

  /** Changes a unit until {@link #withdraw}: a drop-in, and what makes systemd read it. */
  public void dropIn(String unit, String... lines) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(DROP_INS.resolve(unit + ".d"));
    Files.writeString(
        directory.resolve("zz-lab.conf"), "[Service]\n" + String.join("\n", lines) + "\n");
    systemctl("daemon-reload").orThrow();
  }

  /** Takes all drop-ins away again. */
  public void withdraw() throws IOException, InterruptedException {
    boolean had = false;
    for (String unit : List.of(ELECTOR, DIRECTOR)) {
      had |= Files.deleteIfExists(DROP_INS.resolve(unit + ".d/zz-lab.conf"));
      Files.deleteIfExists(DROP_INS.resolve(unit + ".d"));
    }
    if (had) {
      systemctl("daemon-reload").orThrow();
    }
  }

  /** Gives the state of both daemons, which must be stopped, a small file system of its own. */
  public void smallDisk(int megabytes) throws IOException, InterruptedException {
    host.run(
            "bash",
            "-c",
            """
            set -e
            mount -t tmpfs -o mode=750,size=%1$dm tmpfs /mnt
            cp -a %2$s/. /mnt
            chown directord:directord /mnt
            mount --bind /mnt %2$s
            umount /mnt
            """
                .formatted(megabytes, STATE))
        .orThrow();
  }

  /** Takes it away again, if there is one; the daemons are then stopped. */
  public void ownDisk() throws IOException, InterruptedException {
    if (Files.readString(Path.of("/proc/self/mounts")).contains(" " + STATE + " ")) {
      systemctl("stop", ELECTOR, DIRECTOR).orThrow();
      host.run("umount", STATE.toString()).orThrow();
    }
  }

  /** What the daemon says of itself; empty while it cannot be reached. */
  public Optional<DirectorStatus> status() throws IOException {
    try {
      return Optional.of(DirectorStatus.parse(ControlSocket.get(SOCKET, "/v1/status")));
    } catch (SocketException e) {
      return Optional.empty();
    }
  }

  /** {@code systemctl status}, with the latest lines of its log. */
  public String told(String unit) throws IOException, InterruptedException {
    awaitJournal();
    return systemctl("status", "-n", "40", unit).out();
  }

  /** The journal of a unit since this machine was booted. */
  public String journal(String unit) throws IOException, InterruptedException {
    awaitJournal();
    return host.run("journalctl", "-b", "--no-pager", "-q", "-o", "cat", "-u", unit).orThrow();
  }

  /** All of the journal since this machine was booted. */
  public String journal() throws IOException, InterruptedException {
    awaitJournal();
    return host.run("journalctl", "-b", "--no-pager", "-q", "-o", "short-precise").orThrow();
  }

  /**
   * What was said is in a pipe before it is in the journal, and who said it may be gone by then.
   */
  private void awaitJournal() throws IOException, InterruptedException {
    host.run("journalctl", "--sync").orThrow();
  }
}
