// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.DirectorConfig;
import director.lab.site.DirectorHost;
import director.lab.site.Instance;
import director.lab.site.Signal;
import director.lab.site.VirtualRouter;
import director.lab.wire.Host;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code directorctl doctor} finds wrong with a director itself. */
final class DoctorHostScenarios {
  private static final String PHOTOS = "scheduler = wrr";

  private final DoctorGroup lab;

  DoctorHostScenarios(DoctorGroup lab) {
    this.lab = lab;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "doctor-sound",
            "The doctor has nothing to say of a sound site, on its MASTER and on its BACKUP",
            this::sound),
        new Scenario(
            "doctor-config",
            "The doctor names what is wrong with a configuration: each fault, and nothing else",
            this::config),
        new Scenario(
            "doctor-kernel",
            "The doctor names what is wrong with a kernel and its interfaces: each fault, and"
                + " nothing else",
            this::kernel),
        new Scenario(
            "doctor-upgrade",
            "The doctor names processes that an upgrade has left behind: each fault, and nothing"
                + " else",
            this::upgrade),
        new Scenario(
            "doctor-program",
            "The doctor names what is wrong with the processes, the clock and the disk: each fault,"
                + " and nothing else",
            this::program));
  }

  private String sound() throws IOException, InterruptedException {
    lab.sound(lab.d1());
    lab.sound(lab.d2());
    return "";
  }

  private String config() throws IOException, InterruptedException {
    DirectorHost d1 = lab.d1();
    finds("config-refused", DirectorConfig.FIVE_MISTAKES.text());
    finds("kernel-module", lab.config().replace(PHOTOS, "scheduler = twos"));
    finds("ip-forward", masquerade());
    VirtualRouter slow = new VirtualRouter(3, 50, DoctorGroup.INTERVAL);
    Instance other = Instance.photos(slow).named("other", 77).holding("192.0.2.77/24");
    finds("no-master", lab.configWith(other));
    finds(
        "interface-missing",
        lab.configWith(
            new Instance("other", "eth9", 77, slow, List.of("192.0.2.77/24"), List.of())));
    finds("vip-prefix", lab.config().replace("192.0.2.10/24", "192.0.2.10/25"));
    Files.writeString(d1.config(), lab.config().replace("fall = 2", "fall = 3"));
    try {
      lab.finds("config-not-loaded", d1);
    } finally {
      Files.writeString(d1.config(), lab.config());
    }
    return "";
  }

  private String masquerade() {
    return lab.config().replace("forwarding = direct-routing", "forwarding = masquerade");
  }

  private void finds(String rule, String config) throws IOException, InterruptedException {
    Path file = lab.d1().host().directory().resolve("doctor.conf");
    Files.writeString(file, config);
    lab.finds(rule, lab.d1(), "--config", file.toString());
  }

  private String kernel() throws IOException, InterruptedException {
    DirectorHost d1 = lab.d1();
    Host host = d1.host();
    between(
        "ipvs-sysctl",
        "sysctl -qw net.ipv4.vs.conn_reuse_mode=0",
        "sysctl -qw net.ipv4.vs.conn_reuse_mode=1");
    between(
        "rp-filter",
        "sysctl -qw net.ipv4.conf.eth0.rp_filter=1",
        "sysctl -qw net.ipv4.conf.eth0.rp_filter=0");
    between(
        "receive-offload",
        "modprobe bonding max_bonds=0; ip link add bond9 type bond && ip addr add 198.51.100.1/24"
            + " dev bond9 && ip link set bond9 up && ethtool -K bond9 lro on",
        "ip link del bond9");
    between(
        "arp-flux",
        "ip link add flux type dummy && ip addr add 192.0.2.99/24 dev flux noprefixroute && ip"
            + " link set flux up",
        "ip link del flux");
    String index = host.run("ip", "-o", "link", "show", "eth0").orThrow().split(":", 2)[0];
    between(
        "interface-owner",
        "mkdir -p /run/NetworkManager/devices; printf '[device]\\nmanaged=true\\n'"
            + " >/run/NetworkManager/devices/"
            + index,
        "rm -r /run/NetworkManager");
    between(
        "interface-owner",
        ("mkdir -p /run/systemd/netif/links; printf 'ADMIN_STATE=configured\\nNETWORK_FILE=/run/eth0"
                + ".network\\n' >/run/systemd/netif/links/%s; echo '[Network]' >/run/eth0.network")
            .formatted(index),
        "rm -r /run/systemd/netif /run/eth0.network");
    connections(host);
    return "";
  }

  private void between(String rule, String break_, String mend)
      throws IOException, InterruptedException {
    lab.d1().host().run("sh", "-c", break_).orThrow();
    try {
      lab.finds(rule, lab.d1());
    } finally {
      lab.d1().host().run("sh", "-c", mend).orThrow();
    }
  }

  /** More than two for each bucket of the kernel's table. */
  private void connections(Host host) throws IOException, InterruptedException {
    String table = host.run("cat", "/proc/net/ip_vs").orThrow();
    int buckets = Integer.parseInt(table.replaceAll("(?s).*size=(\\d+).*", "$1"));
    host.run("sh", "-c", "ipvsadm -A -u 192.0.2.10:9 && ipvsadm -a -u 192.0.2.10:9 -r 192.0.2.21")
        .orThrow();
    try {
      lab.stranger().inside(() -> knock(2 * buckets + buckets / 8));
      lab.finds("conn-table-small", lab.d1());
    } finally {
      host.run("ipvsadm", "-D", "-u", "192.0.2.10:9").orThrow();
    }
  }

  /** Each datagram from another port is another connection. */
  private static int knock(int times) throws IOException {
    InetAddress vip = InetAddress.getByName("192.0.2.10");
    for (int port = 20_000; port < 20_000 + times; port++) {
      try (DatagramSocket socket = new DatagramSocket(port)) {
        socket.send(new DatagramPacket(new byte[1], 1, vip, 9));
      }
    }
    return times;
  }

  private String program() throws IOException, InterruptedException {
    Host host = lab.d1().host();
    if (DoctorGroup.ownsClock()) {
      clock(host);
      steps(host);
    }
    host.run("sh", "-c", "mkdir -p /run/small && mount -t tmpfs -o size=1m none /run/small")
        .orThrow();
    try {
      lab.finds("state-dir-full", lab.d1(), "--state-dir", "/run/small");
    } finally {
      host.run("umount", "/run/small").orThrow();
    }
    urgency(host);
    return "";
  }

  /** What an upgrade does to files: other ones by the same names, which lie there as before. */
  private String upgrade() throws IOException, InterruptedException {
    Host host = lab.d1().host();
    Path other = host.directory().resolve("other");
    Path record = other.resolve("META-INF/maven/directord/director-daemon/pom.properties");
    Files.createDirectories(record.getParent());
    Files.writeString(record, "version=99.0\n");
    lab.findsAsked("director-outdated", "-Xbootclasspath/a:" + other, lab.d1());
    host.run("sh", "-c", "cd \"$0\" && cp -p vrrp-*.jar new && mv new vrrp-*.jar", lab.jars())
        .orThrow();
    try {
      lab.finds("elector-outdated", lab.d1());
    } finally {
      lab.d1().killElector();
    }
    Claim.within(
        PairGroup.PATIENCE,
        "d1 has another elector",
        () -> lab.d1().status().filter(status -> status.state().equals("MASTER")).isPresent());
    return "";
  }

  private void urgency(Host host) throws IOException, InterruptedException {
    String elector = Long.toString(lab.d1().elector().pid());
    host.run("chrt", "-a", "-o", "-p", "0", elector).orThrow();
    try {
      lab.finds("elector-priority", lab.d1());
    } finally {
      host.run("chrt", "-a", "-f", "-p", "50", elector).orThrow();
    }
    memory();
  }

  /** Nobody takes locked memory from a process: d2 is started without the right to it. */
  private void memory() throws IOException, InterruptedException {
    DirectorHost d2 = lab.d2();
    d2.terminate();
    d2.awaitEnd();
    Process poor =
        d2.host()
            .start(
                d2.host().directory().resolve("director.log"),
                d2.commandLine(
                    "setpriv", "--bounding-set", "-ipc_lock", "--inh-caps", "-ipc_lock"));
    try {
      lab.awaitRole(d2, "BACKUP");
      lab.finds("elector-memory", d2);
    } finally {
      Signal.CONT.to(List.of(poor.toHandle()));
      poor.destroy();
      poor.waitFor();
      d2.start();
    }
    lab.awaitRole(d2, "BACKUP");
  }

  private void clock(Host host) throws IOException, InterruptedException {
    DoctorGroup.adjtimex(host, 0x40);
    try {
      lab.finds("clock-unsynchronised", lab.d1());
    } finally {
      DoctorGroup.synchronise(host);
    }
  }

  /** Sets the clock while the doctor looks, as no program that keeps it right would. */
  private void steps(Host host) throws IOException, InterruptedException {
    Process jumps =
        host.start(
            host.directory().resolve("jumps.log"),
            List.of("perl", "-e", DoctorGroup.CLOCK + "for (1..20) { clock(0, 1); nap(0.4) }"));
    try {
      lab.finds("clock-steps", lab.d1());
    } finally {
      jumps.destroy();
      jumps.waitFor();
    }
  }
}
