// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.config.ConfigLoader;
import director.daemon.config.ConfigProblem;
import director.daemon.config.ConfigRejectedException;
import director.daemon.config.DirectorConfig;
import director.daemon.config.SysctlConfig;
import director.daemon.config.text.ConfigText;
import director.daemon.doctor.fact.Agenda;
import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Facts.ClockState;
import director.daemon.doctor.fact.Facts.ConfigFile;
import director.daemon.doctor.fact.Facts.Disk;
import director.daemon.doctor.fact.Facts.KernelModule;
import director.daemon.doctor.fact.Facts.Running;
import director.daemon.doctor.fact.Known;
import director.daemon.doctor.fact.Nic;
import director.daemon.doctor.fact.ServerCertificate;
import director.netlink.linux.SystemClock;
import director.netlink.text.AddressText;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Finds everything out, all at the same time. Blocks for a few seconds. */
public final class Examination {
  private static final Path ROOT = Path.of("/");
  private static final Path PROC = Path.of("/proc");

  private final Path config;
  private final Path stateDirectory;

  private Examination(Path config, Path stateDirectory) {
    this.config = config;
    this.stateDirectory = stateDirectory;
  }

  /**
   * Looks at this host, and from it at its segments and servers.
   *
   * @param running what the daemon says of itself
   * @param version of this program
   */
  public static Facts of(Path config, Path stateDirectory, Known<Running> running, String version) {
    return new Examination(config, stateDirectory).facts(running, version);
  }

  private Facts facts(Known<Running> running, String version) {
    long began = clockSkew();
    Reading reading = read();
    Agenda agenda = reading.config().map(Agenda::of).orElse(Agenda.NOTHING);
    SysctlConfig wanted =
        reading.config().map(each -> each.ipvs().sysctl()).orElse(SysctlConfig.DEFAULT);
    Known<SortedMap<String, Nic>> interfaces = Look.at("interfaces", Interfaces::look);

    CompletableFuture<SegmentFacts> segments =
        Background.start(() -> SegmentFacts.of(agenda, interfaces));
    CompletableFuture<List<ServerCertificate>> certificates =
        Background.start(() -> Certificates.of(agenda.certificates()));
    CompletableFuture<SortedMap<String, Known<KernelModule>>> modules =
        Background.start(() -> modules(agenda));

    SegmentFacts seen = segments.join();
    return new Facts(
        Instant.now(),
        version,
        agenda,
        reading.file(),
        running,
        modules.join(),
        KernelLook.parameters(wanted),
        Look.at("connections of IPVS", KernelLook::connections),
        Look.at("net.ipv4.ip_forward", KernelLook::forwards),
        interfaces,
        seen.hearing(),
        seen.answers(),
        seen.servers(),
        certificates.join(),
        Look.at("clock", () -> clock(began)),
        Look.at("elector", () -> ElectorLook.look(PROC)),
        Look.at("state directory", this::disk),
        Look.at("files with addresses", () -> BootFiles.mentions(ROOT, addresses(agenda))));
  }

  /** A configuration, if there is one, and what became of reading it. */
  private record Reading(Optional<DirectorConfig> config, ConfigFile file) {}

  private Reading read() {
    String path = config.toString();
    if (Files.exists(config) && !Files.isReadable(config)) {
      return new Reading(
          Optional.empty(),
          new ConfigFile(path, List.of(), "", "no permission to read it; run it as root"));
    }
    try {
      DirectorConfig read = ConfigLoader.load(config);
      return new Reading(
          Optional.of(read), new ConfigFile(path, List.of(), ConfigText.hash(read), ""));
    } catch (ConfigRejectedException e) {
      List<String> problems = e.problems().stream().map(ConfigProblem::toString).toList();
      return new Reading(Optional.empty(), new ConfigFile(path, problems, "", ""));
    }
  }

  private static SortedMap<String, Known<KernelModule>> modules(Agenda agenda) {
    SortedMap<String, Known<KernelModule>> modules = new TreeMap<>();
    for (String name : agenda.modules()) {
      modules.put(name, Look.at("module " + name, () -> KernelLook.module(name)));
    }
    return modules;
  }

  private static List<String> addresses(Agenda agenda) {
    return agenda.routers().stream()
        .flatMap(router -> router.addresses().stream())
        .map(virtual -> AddressText.of(virtual.address()))
        .distinct()
        .toList();
  }

  private static ClockState clock(long began) throws IOException {
    return new ClockState(SystemClock.read().synchronised(), clockSkew() - began);
  }

  /** By how much the two clocks differ, which no time that passes changes. */
  private static long clockSkew() {
    return System.currentTimeMillis() - System.nanoTime() / 1_000_000;
  }

  private Disk disk() throws IOException {
    FileStore store = Files.getFileStore(stateDirectory);
    return new Disk(
        stateDirectory.toString(),
        store.getUsableSpace(),
        store.getTotalSpace(),
        !store.isReadOnly());
  }
}
