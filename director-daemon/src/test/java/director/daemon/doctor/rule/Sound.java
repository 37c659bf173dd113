// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.config.ConfigLoader;
import director.daemon.config.ConfigRejectedException;
import director.daemon.doctor.fact.Agenda;
import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Facts.Answer;
import director.daemon.doctor.fact.Facts.ClockState;
import director.daemon.doctor.fact.Facts.ConfigFile;
import director.daemon.doctor.fact.Facts.Connections;
import director.daemon.doctor.fact.Facts.Disk;
import director.daemon.doctor.fact.Facts.ElectorState;
import director.daemon.doctor.fact.Facts.KernelModule;
import director.daemon.doctor.fact.Facts.KernelParameter;
import director.daemon.doctor.fact.Facts.Mention;
import director.daemon.doctor.fact.Facts.Running;
import director.daemon.doctor.fact.Hearing;
import director.daemon.doctor.fact.Hearing.Speaker;
import director.daemon.doctor.fact.Known;
import director.daemon.doctor.fact.Nic;
import director.daemon.doctor.fact.ServerCertificate;
import director.daemon.doctor.fact.ServerCertificate.Leaf;
import director.daemon.doctor.fact.ServerPath;
import director.daemon.doctor.fact.ServerPath.Reply;
import director.vrrp.packet.Octets;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A director on which nothing is wrong, the MASTER, to be made sick by a test. */
final class Sound {
  static final Instant TIME = Instant.parse("2026-11-22T05:30:00Z");
  static final String MASTER_MAC = "02:00:00:00:00:11";
  static final String SERVER_MAC = "02:00:00:00:00:21";

  private static final String CONFIG =
      """
      director.name = a
      vrrp.instances.photos {
        interface = eth0
        virtual-router-id = 51
        virtual-addresses = ["192.0.2.10/24"]
      }
      services.https {
        virtual = "192.0.2.10:443"
        check { type = https, path = "/health", host = "photos.example.com" }
        real-servers { router1 { address = "192.0.2.21" } }
      }
      """;

  String version = "1.2";
  String config = CONFIG;
  ConfigFile file = new ConfigFile("/etc/directord/director.conf", List.of(), "3f0c9a51", "");
  Known<Running> running = running("MASTER");
  SortedMap<String, Known<KernelModule>> modules = new TreeMap<>();
  Known<List<KernelParameter>> parameters =
      Known.of(List.of(parameter("conn_reuse_mode", "1", "")));
  Known<Optional<Connections>> connections = Known.of(Optional.of(new Connections(8192, 4096)));
  Known<Boolean> forwarding = Known.of(false);
  List<Nic> interfaces = new ArrayList<>(List.of(loopback(), new EthernetNic().nic()));
  Known<Hearing> hearing = heard(ours());
  Known<List<Answer>> answers = Known.of(List.of());
  ServerPath server = server(Known.of(SERVER_MAC), Known.of(Reply.ACCEPTED));
  ServerCertificate certificate =
      certificate("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "photos.example.com");
  Known<ClockState> clock = Known.of(new ClockState(true, 0));
  Known<ElectorState> elector = Known.of(new ElectorState(42, true, 50_000, List.of()));
  Known<Disk> disk = Known.of(new Disk("/var/lib/directord", 1L << 30, 1L << 34, true));
  Known<List<Mention>> mentions = Known.of(List.of());

  Sound() {
    modules.put("ip_vs", Known.of(KernelModule.PRESENT));
    modules.put("ip_vs_wrr", Known.of(KernelModule.LOADABLE));
  }

  /** An interface, piece by piece. */
  static final class EthernetNic {
    String name = "eth0";
    String mac = MASTER_MAC;
    boolean up = true;
    List<Nic.Cidr> addresses = List.of(cidr("192.0.2.11", 24), cidr("192.0.2.10", 24));
    int reversePathFilter;
    int arpIgnore;
    boolean hasDefaultRoute;
    Set<String> offloads = Set.of("tx-checksumming", "rx-gro");
    Optional<Nic.Owner> owner = Optional.empty();

    Nic nic() {
      return new Nic(
          name,
          2,
          up,
          false,
          mac,
          "",
          addresses,
          reversePathFilter,
          arpIgnore,
          hasDefaultRoute,
          Known.of(new TreeSet<>(offloads)),
          Known.of(owner));
    }
  }

  static Nic loopback(Nic.Cidr... more) {
    List<Nic.Cidr> addresses = new ArrayList<>(List.of(cidr("127.0.0.1", 8)));
    addresses.addAll(List.of(more));
    return new Nic(
        "lo",
        1,
        true,
        true,
        "",
        "",
        addresses,
        0,
        0,
        false,
        Known.of(new TreeSet<>()),
        Known.of(Optional.empty()));
  }

  static Nic.Cidr cidr(String address, int length) {
    return new Nic.Cidr(address(address), length);
  }

  private static InetAddress address(String text) {
    byte[] octets = new byte[4];
    String[] parts = text.split("\\.", 4);
    for (int i = 0; i < 4; i++) {
      octets[i] = (byte) Integer.parseInt(parts[i]);
    }
    return Octets.address(octets);
  }

  static Known<Running> running(String role) {
    return Known.of(
        new Running(
            "1.2",
            "/etc/directord/director.conf",
            "3f0c9a51",
            new TreeMap<>(Map.of("photos", role))));
  }

  static KernelParameter parameter(String name, String value, String advice) {
    return new KernelParameter(
        name,
        Optional.of(value),
        Optional.empty(),
        Optional.of(advice).filter(text -> !text.isEmpty()));
  }

  static Speaker ours() {
    return speaker("192.0.2.11", MASTER_MAC, true, "192.0.2.10");
  }

  static Speaker speaker(String source, String mac, boolean outgoing, String address) {
    return new Speaker(source, mac, outgoing, 100, List.of(address), 3, 100, 2100);
  }

  static Known<Hearing> heard(Speaker... speakers) {
    return Known.of(new Hearing(3200, true, List.of(speakers), Known.of(List.of("192.0.2.12"))));
  }

  static ServerPath server(Known<String> mac, Known<Reply> reply) {
    return new ServerPath("https", "router1", "192.0.2.21", "192.0.2.10", 443, "eth0", mac, reply);
  }

  static ServerCertificate certificate(String from, String until, String name) {
    return certificate(
        Known.of(
            new Leaf(List.of(name), Instant.parse(from), Instant.parse(until), Optional.empty())));
  }

  static ServerCertificate certificate(Known<Leaf> leaf) {
    return new ServerCertificate(
        "https", "router1", "192.0.2.21:443", Optional.of("photos.example.com"), leaf);
  }

  Facts facts() {
    SortedMap<String, Nic> byName = new TreeMap<>();
    interfaces.forEach(nic -> byName.put(nic.name(), nic));
    return new Facts(
        TIME,
        version,
        agenda(),
        file,
        running,
        modules,
        parameters,
        connections,
        forwarding,
        Known.of(byName),
        new TreeMap<>(Map.of("photos", hearing)),
        new TreeMap<>(Map.of("photos", answers)),
        List.of(server),
        List.of(certificate),
        clock,
        elector,
        disk,
        mentions);
  }

  private Agenda agenda() {
    try {
      return Agenda.of(ConfigLoader.parse(config, Path.of("director.conf")));
    } catch (ConfigRejectedException e) {
      throw new IllegalStateException(e.problems().toString(), e);
    }
  }
}
