// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.fact;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Everything that was found out, at one time.
 *
 * @param time when, by the clock of this host
 * @param programVersion of {@code directorctl} itself
 * @param agenda what the configuration asks of this host; nothing when it was refused
 * @param file the configuration file
 * @param running what the daemon says of itself
 * @param modules by name, such as "ip_vs_wrr"
 * @param parameters of {@code net.ipv4.vs}
 * @param connections in the kernel's table; empty where there is no IPVS
 * @param forwarding whether net.ipv4.ip_forward is on
 * @param interfaces of this host, by name
 * @param hearing by virtual router
 * @param answers by virtual router: who says that its addresses are at him
 * @param servers whom packets are to be handed by their link-layer addresses
 * @param certificates of real servers
 * @param mentions files that put a virtual address on an interface at boot
 */
public record Facts(
    Instant time,
    String programVersion,
    Agenda agenda,
    ConfigFile file,
    Known<Running> running,
    SortedMap<String, Known<KernelModule>> modules,
    Known<List<KernelParameter>> parameters,
    Known<Optional<Connections>> connections,
    Known<Boolean> forwarding,
    Known<SortedMap<String, Nic>> interfaces,
    SortedMap<String, Known<Hearing>> hearing,
    SortedMap<String, Known<List<Answer>>> answers,
    List<ServerPath> servers,
    List<ServerCertificate> certificates,
    Known<ClockState> clock,
    Known<ElectorState> elector,
    Known<Disk> disk,
    Known<List<Mention>> mentions) {
  public Facts {
    modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
    hearing = Collections.unmodifiableSortedMap(new TreeMap<>(hearing));
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    servers = List.copyOf(servers);
    certificates = List.copyOf(certificates);
  }

  /** What was heard on the segment of a virtual router. */
  public Known<Hearing> heardOf(Agenda.Router router) {
    return hearing.getOrDefault(router.name(), Known.not("nobody listened"));
  }

  /** Who said that the addresses of a virtual router are at him. */
  public Known<List<Answer>> answersFor(Agenda.Router router) {
    return answers.getOrDefault(router.name(), Known.not("nobody asked"));
  }

  /**
   * The configuration file as it is now.
   *
   * @param path of it
   * @param refusals a line each; none when it would be accepted
   * @param hash as {@link Running#hash} has it; empty when it was refused
   * @param unreadable why nobody could look; empty when it was read
   */
  public record ConfigFile(String path, List<String> refusals, String hash, String unreadable) {
    public ConfigFile {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * What the daemon says.
   *
   * @param file that it has read; empty where nobody says
   * @param hash of what it runs with; empty where nobody says
   * @param roles MASTER, BACKUP, FAULT or INIT, by virtual router
   */
  public record Running(String version, String file, String hash, SortedMap<String, String> roles) {
    public Running {
      roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
    }
  }

  /** Whether the kernel can do something. */
  public enum KernelModule {
    /** It can. */
    PRESENT,
    /** It will, when it is asked. */
    LOADABLE,
    /** modprobe.d says that it shall not. */
    FORBIDDEN,
    /** There is no such module on disk. */
    MISSING
  }

  /**
   * A parameter below net.ipv4.vs.
   *
   * @param wanted by the configuration
   * @param advice why another value would be better
   */
  public record KernelParameter(
      String name, Optional<String> value, Optional<String> wanted, Optional<String> advice) {}

  /**
   * The kernel's table of connections.
   *
   * @param buckets 2 to the power of conn_tab_bits
   */
  public record Connections(long present, long buckets) {}

  /**
   * The kernel's clock.
   *
   * @param stepped by how many milliseconds it was set while we looked; negative for back
   */
  public record ClockState(boolean synchronised, long stepped) {}

  /**
   * The process of the elector.
   *
   * @param realTime whether a thread of it has real-time priority
   * @param lockedKilobytes of its memory that stay in memory
   * @param replaced files of its program that are no longer on disk
   */
  public record ElectorState(
      long pid, boolean realTime, long lockedKilobytes, List<String> replaced) {
    public ElectorState {
      replaced = List.copyOf(replaced);
    }
  }

  /** The file system of the state directory, in bytes. */
  public record Disk(String directory, long free, long total, boolean writable) {}

  /**
   * A file that names a virtual address.
   *
   * @param line from 1
   */
  public record Mention(String file, int line, String address) {}

  /**
   * Somebody who says that an address is at him.
   *
   * @param address a virtual one
   * @param mac where he says that it is
   */
  public record Answer(String address, String mac) {}

  /** Hardware addresses of this host, of all interfaces. */
  public SortedSet<String> ownMacs() {
    SortedSet<String> macs = new java.util.TreeSet<>();
    interfaces.value().ifPresent(all -> all.values().forEach(nic -> macs.add(nic.mac())));
    macs.remove("");
    return macs;
  }
}
