// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one director knows of itself at one moment: the answer to {@code GET /v1/status}.
 *
 * <p>The JSON has the names of these records, and they are a contract: demos, drills and monitoring
 * read them. Fields may be added, never renamed. What is unknown or absent is an explicit null.
 *
 * <p>A report can't be better than what it shows: whatever in it is wrong by {@link Problems} is
 * put in front of the given {@code problems}.
 *
 * @param problems sentences, what is wrong now; empty when all is well
 */
public record StatusReport(
    Director director,
    Vrrp vrrp,
    List<Service> services,
    Ipvs ipvs,
    Elector elector,
    List<String> problems) {

  public StatusReport {
    services = List.copyOf(services);
    problems = Problems.of(vrrp, services, elector, problems);
  }

  public boolean degraded() {
    return !problems.isEmpty();
  }

  /**
   * The daemon that speaks.
   *
   * @param started when the process began
   * @param time when the report was made; ages are counted from here
   */
  public record Director(String name, String version, long pid, Instant started, Instant time) {}

  /** All elections this director takes part in. */
  public record Vrrp(List<Instance> instances, List<Tracked> tracked) {
    public Vrrp {
      instances = List.copyOf(instances);
      tracked = List.copyOf(tracked);
    }

    public Vrrp(List<Instance> instances) {
      this(instances, List.of());
    }

    /** The virtual router of that name. */
    public Optional<Instance> instance(String name) {
      return instances.stream().filter(instance -> instance.name().equals(name)).findFirst();
    }
  }

  /**
   * A script, file, process or service that counts in the priority of instances.
   *
   * @param kind script, file, process or service
   * @param state of it
   * @param trackedBy the instances
   * @param lastResult of the latest look; null before it
   */
  public record Tracked(
      String name,
      String kind,
      String state,
      Instant since,
      String reason,
      List<String> trackedBy,
      @Nullable String lastResult,
      @Nullable Instant lastLooked) {
    public Tracked {
      trackedBy = List.copyOf(trackedBy);
    }
  }

  /** Where an election stands; UNKNOWN while the elector is not connected. */
  public enum InstanceState {
    MASTER,
    BACKUP,
    FAULT,
    INIT,
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /**
   * One virtual router.
   *
   * @param priority the effective one, 1..255
   * @param version of the protocol, 2 or 3
   * @param since when {@code state} was entered
   * @param reason what was seen, which rule
   * @param rejected advertisements that changed nothing, by reason
   * @param withheld why it does not take over though it could; null when nothing holds it
   * @param syncGroup null when it is in none
   * @param warnings sentences: what is amiss though the election goes on
   */
  public record Instance(
      String name,
      InstanceState state,
      int virtualRouterId,
      int version,
      @JsonProperty("interface") String networkInterface,
      int priority,
      int configuredPriority,
      Master master,
      List<Address> addresses,
      Instant since,
      String reason,
      long advertisementsSent,
      long advertisementsReceived,
      SortedMap<String, Long> rejected,
      @Nullable String withheld,
      @Nullable String syncGroup,
      List<String> warnings,
      Protocol protocol,
      Adjustment adjustment,
      Convergence convergence,
      Statistics statistics) {
    public Instance {
      addresses = List.copyOf(addresses);
      rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
      warnings = List.copyOf(warnings);
    }

    public long rejectedInAll() {
      return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * How it speaks. Times in milliseconds.
   *
   * @param transport {@code multicast 224.0.0.18}, {@code unicast to 192.0.2.2}
   * @param authentication {@code none}, {@code password}, {@code hmac enforce, key 1}
   * @param hardwareAddress that the addresses are answered with; null while unknown
   * @param interval between two advertisements of ours
   * @param masterInterval between two of the master
   * @param masterDownInterval after so much silence of the master it is taken for dead
   */
  public record Protocol(
      String transport,
      String authentication,
      @Nullable String hardwareAddress,
      double interval,
      double masterInterval,
      double masterDownInterval) {
    public static final Protocol UNKNOWN = new Protocol("", "", null, 0, 0, 0);
  }

  /**
   * What tracking makes of the priority.
   *
   * @param weight added to the configured priority
   * @param reasons each thing that counts
   */
  public record Adjustment(int weight, List<String> reasons) {
    public static final Adjustment NONE = new Adjustment(0, List.of());

    public Adjustment {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Whether the neighbours send here what they send to the addresses.
   *
   * @param state OFF, ASKING, PROVEN, UNPROVEN
   * @param proven witnesses that answered to an address of ours here
   * @param open witnesses that did not yet
   */
  public record Convergence(String state, List<String> proven, List<String> open) {
    public static final Convergence OFF = new Convergence("OFF", List.of(), List.of());

    public Convergence {
      proven = List.copyOf(proven);
      open = List.copyOf(open);
    }
  }

  /**
   * Counted since the elector's start, in the order and with the meaning of RFC 6527, section 7;
   * then what it does not know.
   *
   * @param becameMaster how often it took the role up
   * @param releasedMaster how often it gave the role away or lost it
   * @param priorityZeroSent resignations of ours
   * @param priorityZeroReceived resignations of others
   * @param addressMismatches valid advertisements that list other addresses than ours
   * @param wrongInterval advertisements with another interval than ours
   * @param addressesRestored addresses that somebody else removed and we put back
   * @param announcements gratuitous ARP and neighbour advertisements asked for
   */
  public record Statistics(
      long becameMaster,
      long releasedMaster,
      long priorityZeroSent,
      long priorityZeroReceived,
      long addressMismatches,
      long wrongInterval,
      long addressesRestored,
      long announcements) {
    public static final Statistics NONE = new Statistics(0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Who is MASTER as far as we know: ourselves, or the sender of the last valid advertisement. */
  public record Master(@Nullable String address, @Nullable Integer priority) {
    public static final Master NONE = new Master(null, null);
  }

  /**
   * A virtual address.
   *
   * @param address with prefix length, as configured
   * @param present whether the kernel has it on our interface
   */
  public record Address(String address, boolean present) {}

  /**
   * A virtual service.
   *
   * @param virtual what clients connect to: {@code 203.0.113.10:443}, {@code [2001:db8::1]:443},
   *     {@code fwmark 7}
   */
  public record Service(
      String name,
      String virtual,
      String protocol,
      String scheduler,
      String forwarding,
      List<Server> servers) {
    public Service {
      servers = List.copyOf(servers);
    }

    /** How many servers are in this state; healthy are those that are UP. */
    public int count(ServerState state) {
      return (int) servers.stream().filter(server -> server.state() == state).count();
    }
  }

  /** What is thought of a real server; UNKNOWN until its first verdict. */
  public enum ServerState {
    UP,
    DOWN,
    DRAINING,
    DISABLED,
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /**
   * A real server of a service. From {@code weight} to {@code outBytes} it is what the kernel says,
   * and null when the kernel does not have the server.
   *
   * @param address with port where it has one: {@code 10.0.0.11:443}
   * @param connections scheduled since the kernel got the server
   * @param outPackets stays 0 with direct routing, as the answers don't pass the director
   * @param since when {@code state} was entered
   * @param reason what was seen, which rule, which threshold
   */
  public record Server(
      String name,
      String address,
      ServerState state,
      int configuredWeight,
      @Nullable Integer weight,
      @Nullable Long activeConnections,
      @Nullable Long inactiveConnections,
      @Nullable Long connections,
      @Nullable Long inPackets,
      @Nullable Long inBytes,
      @Nullable Long outPackets,
      @Nullable Long outBytes,
      Check check,
      Instant since,
      String reason) {}

  /**
   * The last health check of a server; all null before the first one, and without a checker.
   *
   * @param lastResult in few words, {@code HTTP 200}, {@code no answer within 3s}
   * @param latencyMillis of the whole probe, connecting included
   */
  public record Check(
      @Nullable String lastResult,
      @Nullable Boolean passed,
      @Nullable Instant lastChecked,
      @Nullable Double latencyMillis) {
    public static final Check NEVER = new Check(null, null, null, null);
  }

  /**
   * Our dealings with the kernel's table.
   *
   * @param requests netlink requests since start, reading ones included
   * @param writes those of them that changed something
   * @param lastReconciled null before the first time
   * @param foreign what is in the table and not from us, left alone
   */
  public record Ipvs(
      long requests, long writes, @Nullable Instant lastReconciled, List<String> foreign) {
    public Ipvs {
      foreign = List.copyOf(foreign);
    }
  }

  /**
   * The link to the process that holds the elections.
   *
   * @param since when it was connected, or lost
   * @param reason why it is lost; null while connected
   */
  public record Elector(
      boolean connected, @Nullable Long pid, @Nullable Instant since, @Nullable String reason) {}
}
