// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
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
 * @param orders of operators that are in force, the newest first
 * @param peer null when no other director is asked
 * @param config null where nobody says
 * @param problems sentences, what is wrong now; empty when all is well
 */
public record StatusReport(
    Director director,
    Vrrp vrrp,
    List<Service> services,
    Ipvs ipvs,
    Elector elector,
    Checker checker,
    List<Order> orders,
    @Nullable PeerReport peer,
    @Nullable Config config,
    List<String> problems) {

  /** The problem that makes all null that the kernel has. */
  public static final String UNREADABLE =
      "the IPVS table cannot be read, so what the kernel has is missing here";

  public StatusReport {
    services = List.copyOf(services);
    orders = List.copyOf(orders);
    problems = Problems.of(director.time(), vrrp, services, ipvs, elector, checker, problems);
  }

  /** Where nobody has ordered anything, and no other director is asked. */
  public StatusReport(
      Director director,
      Vrrp vrrp,
      List<Service> services,
      Ipvs ipvs,
      Elector elector,
      Checker checker,
      List<String> problems) {
    this(director, vrrp, services, ipvs, elector, checker, List.of(), null, null, problems);
  }

  /** Where nothing is checked, either. */
  public StatusReport(
      Director director,
      Vrrp vrrp,
      List<Service> services,
      Ipvs ipvs,
      Elector elector,
      List<String> problems) {
    this(director, vrrp, services, ipvs, elector, Checker.NONE, problems);
  }

  /** The same, beside what other directors tell; null when none is asked. */
  public StatusReport with(@Nullable PeerReport beside) {
    return new StatusReport(
        director, vrrp, services, ipvs, elector, checker, orders, beside, config, problems);
  }

  /** The same, with what is configured. */
  public StatusReport configured(Config configured) {
    return new StatusReport(
        director, vrrp, services, ipvs, elector, checker, orders, peer, configured, problems);
  }

  /** Without the servers of which there is nothing to be said. */
  public StatusReport summary() {
    List<Service> less = services.stream().map(service -> service.only(Server::standsOut)).toList();
    return new StatusReport(
        director, vrrp, less, ipvs, elector, checker, orders, peer, config, problems);
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

  /**
   * Where the configuration that runs came from.
   *
   * @param loaded when it was read
   * @param hash 16 hexadecimal digits, the same for configurations that are equal
   * @param unconfirmedUntil when it is taken back unless somebody confirms it; null if it stays
   */
  public record Config(
      String file, Instant loaded, String hash, @Nullable Instant unconfirmedUntil) {}

  /**
   * What an operator ordered, and nobody has undone.
   *
   * @param target what it is about: {@code vip:photos}, {@code server:photos-https/router1}, or the
   *     whole node
   * @param order in words: "standby for 30m", "handover", "drain within 5m", "weight 5", "disable"
   * @param until when it ends by itself, or is fulfilled; null when it does not
   * @param by who gave it
   * @param reason for people, may be empty
   * @param persist whether it outlives a restart
   * @param note what is odd about it, such as a target that is not configured; null when nothing is
   */
  public record Order(
      String target,
      String order,
      Instant since,
      @Nullable Instant until,
      String by,
      String reason,
      boolean persist,
      @Nullable String note) {}

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
   * @param preemption null where it is not known
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
      Statistics statistics,
      @Nullable Preemption preemption) {
    public Instance {
      addresses = List.copyOf(addresses);
      rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
      warnings = List.copyOf(warnings);
    }

    /** Of which it is not known whether it preempts. */
    public Instance(
        String name,
        InstanceState state,
        int virtualRouterId,
        int version,
        String networkInterface,
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
      this(
          name,
          state,
          virtualRouterId,
          version,
          networkInterface,
          priority,
          configuredPriority,
          master,
          addresses,
          since,
          reason,
          advertisementsSent,
          advertisementsReceived,
          rejected,
          withheld,
          syncGroup,
          warnings,
          protocol,
          adjustment,
          convergence,
          statistics,
          null);
    }

    public long rejectedInAll() {
      return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Whether it takes over from a MASTER of lower priority that speaks.
   *
   * @param delaySeconds for how long it lets that one speak before
   */
  public record Preemption(boolean allowed, double delaySeconds) {}

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
   * @param virtual what clients connect to, as configured: {@code 203.0.113.10:443}, {@code
   *     [2001:db8::1]:443}, {@code 203.0.113.10:8000-8009}, {@code fwmark 7}
   * @param virtuals what the kernel knows it by, one for each endpoint: {@code TCP
   *     203.0.113.10:443}
   * @param schedulerFlags as ipvsadm calls them: {@code mh-port}, {@code sh-fallback}, {@code
   *     flag-1}
   * @param persistence null without
   * @param onePacket each packet is scheduled by itself
   * @param sorry null without a sorry server
   * @param floor health never takes the healthy share of the configured weight below, 0..1; 0 is
   *     off
   * @param slowStartSeconds in which the weight of a server that recovered rises; 0 for at once
   * @param drainTimeoutSeconds how long a drained server keeps its connections, unless the order
   *     says otherwise
   * @param counts how many servers are in each state, by its name; also of those that a summary
   *     leaves out
   * @param servers all of them, or in a summary those that are not as they should be
   * @param ladder what is done step by step about a server that is not well; null without
   */
  public record Service(
      String name,
      String virtual,
      List<String> virtuals,
      String protocol,
      String scheduler,
      List<String> schedulerFlags,
      String forwarding,
      @Nullable Persistence persistence,
      boolean onePacket,
      Quorum quorum,
      @Nullable Sorry sorry,
      double floor,
      double slowStartSeconds,
      double drainTimeoutSeconds,
      Map<String, Integer> counts,
      List<Server> servers,
      @Nullable Ladder ladder) {
    public Service {
      virtuals = List.copyOf(virtuals);
      schedulerFlags = List.copyOf(schedulerFlags);
      servers = List.copyOf(servers);
      counts =
          counts == null ? counted(servers) : Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /** With all of its servers. */
    public Service(
        String name,
        String virtual,
        List<String> virtuals,
        String protocol,
        String scheduler,
        List<String> schedulerFlags,
        String forwarding,
        @Nullable Persistence persistence,
        boolean onePacket,
        Quorum quorum,
        @Nullable Sorry sorry,
        double floor,
        double slowStartSeconds,
        double drainTimeoutSeconds,
        List<Server> servers,
        @Nullable Ladder ladder) {
      this(
          name,
          virtual,
          virtuals,
          protocol,
          scheduler,
          schedulerFlags,
          forwarding,
          persistence,
          onePacket,
          quorum,
          sorry,
          floor,
          slowStartSeconds,
          drainTimeoutSeconds,
          counted(servers),
          servers,
          ladder);
    }

    /** With all of its servers, and without a ladder. */
    public Service(
        String name,
        String virtual,
        List<String> virtuals,
        String protocol,
        String scheduler,
        List<String> schedulerFlags,
        String forwarding,
        @Nullable Persistence persistence,
        boolean onePacket,
        Quorum quorum,
        @Nullable Sorry sorry,
        double floor,
        double slowStartSeconds,
        double drainTimeoutSeconds,
        List<Server> servers) {
      this(
          name,
          virtual,
          virtuals,
          protocol,
          scheduler,
          schedulerFlags,
          forwarding,
          persistence,
          onePacket,
          quorum,
          sorry,
          floor,
          slowStartSeconds,
          drainTimeoutSeconds,
          servers,
          null);
    }

    private static Map<String, Integer> counted(List<Server> servers) {
      Map<String, Integer> counts = new TreeMap<>();
      for (ServerState state : ServerState.values()) {
        counts.put(state.name(), 0);
      }
      servers.forEach(server -> counts.merge(server.state().name(), 1, Integer::sum));
      return counts;
    }

    /** How many servers are in this state; healthy are those that are UP. */
    public int count(ServerState state) {
      return counts.getOrDefault(state.name(), 0);
    }

    /** How many servers there are, in whatever state. */
    public int total() {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The same, of which only those servers are told. */
    Service only(Predicate<Server> told) {
      return new Service(
          name,
          virtual,
          virtuals,
          protocol,
          scheduler,
          schedulerFlags,
          forwarding,
          persistence,
          onePacket,
          quorum,
          sorry,
          floor,
          slowStartSeconds,
          drainTimeoutSeconds,
          counts,
          servers.stream().filter(told).toList(),
          ladder);
    }
  }

  /**
   * What is done about a server that is not well, in steps.
   *
   * @param begins with the first step when: {@code 5 failed checks within 60 s}, {@code DOWN for 30
   *     s}
   * @param forgottenAfterSeconds a server that is well for so long starts at the foot again
   */
  public record Ladder(String begins, List<Step> steps, double forgottenAfterSeconds) {
    public Ladder {
      steps = List.copyOf(steps);
    }

    /**
     * A step.
     *
     * @param afterSeconds since the step before; 0 for the first
     * @param actions by their names
     * @param repeat whether it is taken again and again
     */
    public record Step(double afterSeconds, List<String> actions, boolean repeat) {
      public Step {
        actions = List.copyOf(actions);
      }
    }
  }

  /**
   * How long a client stays with its server.
   *
   * @param netmask which clients count as one: {@code 255.255.255.0}, {@code /64}
   * @param engine such as {@code sip}; null when the client's address decides
   */
  public record Persistence(long timeoutSeconds, String netmask, @Nullable String engine) {}

  /**
   * How much healthy weight the service needs: lost below {@code required - hysteresis}, regained
   * from {@code required + hysteresis} on.
   *
   * @param weight healthy now
   */
  public record Quorum(long required, long hysteresis, long weight, boolean met) {}

  /**
   * Who answers when the quorum is lost.
   *
   * @param active whether it is in the table now
   */
  public record Sorry(String address, boolean active) {}

  /**
   * What is thought of a real server: DISABLED and DRAINING by an operator's order, else by its
   * health; UNKNOWN until its first verdict.
   */
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
   * over all endpoints of the service together, and null when the kernel does not have the server.
   *
   * @param address with port where it has one: {@code 10.0.0.11:443}
   * @param weight at each endpoint
   * @param connections scheduled since the kernel got the server
   * @param outPackets stays 0 with direct routing, as the answers don't pass the director
   * @param check the one of {@code checks} that tells most: the worst, of equals the slowest
   * @param checks by name; none when it is not checked
   * @param since when {@code state} was entered
   * @param reason what was seen, which rule, which threshold
   * @param cause in a word, why its weight is as it is
   * @param held in although it is DOWN, as the floor would be passed without it
   * @param instruction an operator's order that is in force; null without
   * @param actions the last things that were done about it, or left undone; the oldest first
   * @param need how many of its checks must be up: {@code all} or {@code any}; null without checks
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
      List<Check> checks,
      Instant since,
      String reason,
      String cause,
      boolean held,
      @Nullable Instruction instruction,
      List<Action> actions,
      @Nullable String need) {
    public Server {
      checks = List.copyOf(checks);
      actions = List.copyOf(actions);
    }

    /** One that needs all of its checks, if it has any. */
    public Server(
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
        List<Check> checks,
        Instant since,
        String reason,
        String cause,
        boolean held,
        @Nullable Instruction instruction,
        List<Action> actions) {
      this(
          name,
          address,
          state,
          configuredWeight,
          weight,
          activeConnections,
          inactiveConnections,
          connections,
          inPackets,
          inBytes,
          outPackets,
          outBytes,
          check,
          checks,
          since,
          reason,
          cause,
          held,
          instruction,
          actions,
          checks.isEmpty() ? null : "all");
    }

    /** Whether it is not UP with its full weight, is under an order, or its checks have a say. */
    public boolean standsOut() {
      return state != ServerState.UP
          || weight == null
          || weight != configuredWeight
          || held
          || instruction != null
          || checks.stream().anyMatch(Check::standsOut);
    }

    /** Whether it is DOWN and should be in: operators who took it out know what they did. */
    public boolean fails() {
      return state == ServerState.DOWN && (instruction == null || !instruction.takesOut());
    }
  }

  /**
   * An operator's order about one server.
   *
   * @param verb {@code disable}, {@code quiesce}, {@code drain}, {@code weight}
   * @param weight what it was set to; null but for {@code weight}
   * @param until when a drained server is removed; null when nothing ends by itself
   * @param by who gave it
   * @param reason for people, may be empty
   */
  public record Instruction(
      String verb,
      @Nullable Integer weight,
      Instant since,
      @Nullable Instant until,
      String by,
      String reason) {
    /** Whether by it the server gets no new connections, however well it is. */
    boolean takesOut() {
      return weight == null || weight == 0;
    }
  }

  /**
   * Something that was done about a server by the configuration's word, or was not done.
   *
   * @param at when it began, or was left undone
   * @param event on which: {@code server-down}, {@code ladder step 2}
   * @param outcome {@code exits 0}, {@code not done: ...}
   * @param output its last lines
   * @param tookMillis zero if it was not done
   */
  public record Action(
      Instant at,
      String action,
      String event,
      String outcome,
      List<String> output,
      double tookMillis) {
    public Action {
      output = List.copyOf(output);
    }
  }

  /**
   * A health check of a server, and its last result; of that all is null before the first.
   *
   * @param lastResult in few words, {@code HTTP 200}, {@code no answer within 3s}
   * @param passed null also when the result says nothing about the server, as the fault was ours
   * @param latencyMillis of the whole probe, connecting included
   * @param name the operator's word for it, {@code check} where there is none; null without a check
   * @param kind of what is asked: {@code https}, {@code tcp}, {@code script}
   * @param state that this check counts with: UP, DOWN or UNKNOWN
   * @param next when it is asked again
   * @param streak results in a row that speak against its state: failures while it is up
   * @param withheld why nothing follows from its results now; null when nothing is held back
   * @param phases when the probe got how far
   * @param warnings sentences about what is well now and will not stay so
   * @param rule null where it is not known, and in {@link Server#check}
   * @param evidence what its state is founded on; null where it is not known, and in {@link
   *     Server#check}
   */
  public record Check(
      @Nullable String lastResult,
      @Nullable Boolean passed,
      @Nullable Instant lastChecked,
      @Nullable Double latencyMillis,
      @Nullable String name,
      @Nullable String kind,
      @Nullable ServerState state,
      @Nullable Instant next,
      @Nullable Integer streak,
      @Nullable String withheld,
      Phases phases,
      List<String> warnings,
      @Nullable Rule rule,
      @Nullable Evidence evidence) {
    public static final Check NEVER =
        new Check(
            null, null, null, null, null, null, null, null, null, null, Phases.NONE, List.of());

    public Check {
      warnings = List.copyOf(warnings);
    }

    /** Whether it is down, says nothing about the server, is held back, or warns. */
    boolean standsOut() {
      boolean saysNothing = lastResult != null && passed == null;
      return state == ServerState.DOWN || saysNothing || withheld != null || !warnings.isEmpty();
    }

    /** Its last result, without why its state is as it is. */
    public Check(
        @Nullable String lastResult,
        @Nullable Boolean passed,
        @Nullable Instant lastChecked,
        @Nullable Double latencyMillis,
        @Nullable String name,
        @Nullable String kind,
        @Nullable ServerState state,
        @Nullable Instant next,
        @Nullable Integer streak,
        @Nullable String withheld,
        Phases phases,
        List<String> warnings) {
      this(
          lastResult,
          passed,
          lastChecked,
          latencyMillis,
          name,
          kind,
          state,
          next,
          streak,
          withheld,
          phases,
          warnings,
          null,
          null);
    }

    /** What its state is founded on, as far as it is known. */
    public Evidence foundation() {
      return evidence == null ? Evidence.NONE : evidence;
    }

    /** The same without rule and evidence. */
    public Check brief() {
      return new Check(
          lastResult,
          passed,
          lastChecked,
          latencyMillis,
          name,
          kind,
          state,
          next,
          streak,
          withheld,
          phases,
          warnings);
    }
  }

  /**
   * By which results a check is up or down, and how often it asks.
   *
   * @param fall failures in a row that take it down; null if only the window does
   * @param rise passes in a row that put it up again
   * @param windowFailures failures of any spacing within {@code windowMillis} that take it down;
   *     null without a window
   * @param holdDownMillis the longest time for which one that flaps stays down; null if none does
   * @param fastIntervalMillis the interval while its state is in question
   * @param timeoutMillis of a whole probe
   */
  public record Rule(
      @Nullable Integer fall,
      int rise,
      @Nullable Integer windowFailures,
      @Nullable Double windowMillis,
      @Nullable Double holdDownMillis,
      double intervalMillis,
      double fastIntervalMillis,
      double timeoutMillis) {}

  /**
   * What the state of a check is founded on.
   *
   * @param since when the check's own state was another; null before its first result
   * @param reason why that state holds: what was seen then, which rule; null before the first
   *     result
   * @param phase in which the last probe ended: CONNECT, TLS, HEADER, BODY, ANSWERED; null before
   * @param lastPassed when a result passed last; null if none did since it is checked like this
   * @param recentFailures that count in the window
   * @param heldUntil before when passes do not put it up, as it has flapped; null if they may
   * @param notes what else the last probe saw: a certificate, the last lines of a script's output
   */
  public record Evidence(
      @Nullable Instant since,
      @Nullable String reason,
      @Nullable String phase,
      @Nullable Instant lastPassed,
      int recentFailures,
      @Nullable Instant heldUntil,
      List<String> notes) {
    public static final Evidence NONE = new Evidence(null, null, null, null, 0, null, List.of());

    public Evidence {
      notes = List.copyOf(notes);
    }
  }

  /**
   * When a probe got how far, in milliseconds since it began; null for what it did not reach or
   * does not have.
   */
  public record Phases(
      @Nullable Double connectMillis,
      @Nullable Double tlsMillis,
      @Nullable Double firstByteMillis,
      @Nullable Double wholeMillis) {
    public static final Phases NONE = new Phases(null, null, null, null);
  }

  /**
   * How the health checks keep up.
   *
   * @param targets that are checked; one that several services need counts once
   * @param inFlight probes under way
   * @param waiting targets that are due and wait for a free place
   * @param lagMillis how late the latest probe started
   * @param lateMillis by how much the checker's thread woke too late, all times since start
   *     together
   * @param shortestIntervalMillis of all checks; null without any
   * @param starved why nothing is removed now: directord gets too little CPU; null if it gets
   *     enough
   * @param withheld targets that would be down if it were not for our own doubts
   */
  public record Checker(
      int targets,
      int inFlight,
      int waiting,
      double lagMillis,
      double lateMillis,
      @Nullable Double shortestIntervalMillis,
      @Nullable String starved,
      int withheld) {
    public static final Checker NONE = new Checker(0, 0, 0, 0, 0, null, null, 0);
  }

  /**
   * Our dealings with the kernel's table, and what IPVS has beside it.
   *
   * @param requests netlink requests since start, reading ones included
   * @param writes those of them that changed something
   * @param lastReconciled null before the first time
   * @param reconcileMillis how long the last comparison took, writing included; null before it
   * @param reconcileIntervalSeconds how long a change that somebody else makes can last
   * @param foreign what is in the table and not from us, left alone
   * @param timeouts null while unknown
   * @param syncDaemons those of the kernel, not those of the config
   * @param connTabSize buckets of the kernel's table of connections; null while unknown
   */
  public record Ipvs(
      long requests,
      long writes,
      @Nullable Instant lastReconciled,
      @Nullable Double reconcileMillis,
      double reconcileIntervalSeconds,
      List<String> foreign,
      Drift drift,
      @Nullable Timeouts timeouts,
      List<SyncDaemon> syncDaemons,
      List<Sysctl> sysctls,
      @Nullable Long connTabSize) {
    public Ipvs {
      foreign = List.copyOf(foreign);
      syncDaemons = List.copyOf(syncDaemons);
      sysctls = List.copyOf(sysctls);
    }
  }

  /**
   * What somebody else changed in our part of the table, and we put right.
   *
   * @param lastSeen null if never
   * @param total changes it took to put it right, since the director's start
   * @param count those of {@code lastSeen}
   * @param changes the first of them, each a line; at most 20, as it can be a whole table
   */
  public record Drift(@Nullable Instant lastSeen, long total, long count, List<String> changes) {
    public static final Drift NONE = new Drift(null, 0, 0, List.of());

    private static final int MOST_CHANGES = 20;

    public Drift {
      changes = List.copyOf(changes.subList(0, Math.min(MOST_CHANGES, changes.size())));
    }
  }

  /** After how long without a packet a connection is forgotten (ipvsadm --set). */
  public record Timeouts(long tcpSeconds, long tcpFinSeconds, long udpSeconds) {}

  /**
   * A kernel thread that tells other directors of connections, or hears of theirs.
   *
   * @param role {@code master} or {@code backup}
   * @param group the multicast address
   * @param maxLength of a packet's payload in bytes; 0 is the kernel's own default
   */
  public record SyncDaemon(
      String role,
      @JsonProperty("interface") String networkInterface,
      int id,
      String group,
      int port,
      int ttl,
      int maxLength) {}

  /**
   * A setting of the kernel that direct routing depends on.
   *
   * @param name {@code net.ipv4.vs.conn_reuse_mode}
   * @param value null when this kernel does not have it
   * @param wanted by the config; null when it says nothing
   * @param advice a sentence; null when the value is good
   * @param refusal why it could not be set; null when it was not to be set, or is
   */
  public record Sysctl(
      String name,
      @Nullable String value,
      @Nullable String wanted,
      @Nullable String advice,
      @Nullable String refusal) {
    /** Whether the config wants another value than the kernel has. */
    public boolean differs() {
      return wanted != null && (value == null || !plain(value).equals(plain(wanted)));
    }

    /** The kernel separates the numbers of sync_threshold by a tab. */
    private static String plain(String value) {
      return value.strip().replaceAll("\\s+", " ");
    }
  }

  /**
   * The link to the process that holds the elections.
   *
   * @param since when it was connected, or lost
   * @param reason why it is lost; null while connected
   * @param version of its program, which an upgrade leaves as it was; null while that is not known
   */
  public record Elector(
      boolean connected,
      @Nullable Long pid,
      @Nullable Instant since,
      @Nullable String reason,
      @Nullable String version) {
    /** One that has not told its version. */
    public Elector(
        boolean connected, @Nullable Long pid, @Nullable Instant since, @Nullable String reason) {
      this(connected, pid, since, reason, null);
    }
  }
}
