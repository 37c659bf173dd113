// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.DirectorStatus;
import director.lab.site.Instance;
import director.lab.site.IpvsTable;
import director.lab.site.Machine;
import director.lab.site.Packages;
import director.lab.site.ServiceSite;
import director.lab.site.VirtualRouter;
import director.lab.watch.Caller;
import director.lab.watch.Calls;
import director.lab.watch.Calls.Call;
import director.lab.watch.Sighting.Advertisement;
import director.lab.wire.Finished;
import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Scenarios of what an administrator does with the package, and of what befalls its daemons, under
 * a real systemd. Each brings about what it begins with.
 */
final class ServiceGroup extends SiteGroup<ServiceSite> {
  /**
   * For what may never come: two JVMs may have to start, in User-Mode Linux on a busy processor.
   */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String name;
  private final Path distribution;
  private final List<Scenario> scenarios;
  private VirtualRouter ours = ServiceSite.OURS;

  /**
   * @param scenarios made for this group
   */
  ServiceGroup(
      String name, Path distribution, List<Function<ServiceGroup, List<Scenario>>> scenarios) {
    this.name = name;
    this.distribution = distribution;
    this.scenarios = scenarios.stream().flatMap(some -> some.apply(this).stream()).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Scenario> scenarios() {
    return scenarios;
  }

  @Override
  ServiceSite build() throws IOException, InterruptedException {
    return new ServiceSite();
  }

  @Override
  void awaitCalm(ServiceSite site) {
    // Each scenario brings about what it begins with.
  }

  @Override
  public void saveEvidence(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("journal.log"), machine().journal());
    Files.writeString(
        directory.resolve("units.txt"),
        machine().systemctl("status", "-n", "0", Machine.ELECTOR, Machine.DIRECTOR).out()
            + machine().host().run("directorctl", "status").out());
    super.saveEvidence(directory);
  }

  Machine machine() {
    return site().machine();
  }

  Host peer() {
    return site().peer().host();
  }

  Packages packages() throws IOException {
    return Packages.beside(distribution);
  }

  /** {@code apt install}; what it printed. */
  String install(Path deb) throws IOException, InterruptedException {
    Finished done = machine().apt("--allow-downgrades", "install", deb.toString());
    return done.orThrow() + done.err();
  }

  /** {@code apt purge}. */
  void purge() throws IOException, InterruptedException {
    machine().withdraw();
    machine().apt("purge", "directord").orThrow();
  }

  /**
   * Brings it about that the package is installed as it was built and configured, that both units
   * run, that we are MASTER, all servers are in, and a client is answered.
   */
  void serving() throws IOException, InterruptedException {
    serving(ServiceSite.OURS);
  }

  /** The same with another part in the election. */
  void serving(VirtualRouter part) throws IOException, InterruptedException {
    ours = part;
    machine().withdraw();
    machine().ownDisk();
    if (!machine().isInstalled()) {
      install(packages().current());
    }
    machine().configure(site().config(ours).text());
    machine().systemctl("reset-failed").orThrow();
    machine().systemctl("start", Machine.ELECTOR, Machine.DIRECTOR).orThrow();
    machine().systemctl("reload", Machine.DIRECTOR).orThrow();
    awaitServing();
  }

  void awaitServing() throws IOException, InterruptedException {
    awaitMaster();
    Claim.within(
        PATIENCE,
        "both routers are in",
        () ->
            machine()
                .status()
                .filter(status -> isUp(status, "router1") && isUp(status, "router2"))
                .isPresent());
  }

  private static boolean isUp(DirectorStatus status, String router) {
    return status.server("photos", router).path("state").asText().equals("UP");
  }

  /** Waits until we alone advertise, have the VIP, and the peer knows it. */
  void awaitMaster() throws IOException, InterruptedException {
    election().awaitMaster(machine().host(), PATIENCE);
    Claim.within(PATIENCE, "we have the VIP", () -> Addresses.holdsVip(machine().host()));
    Claim.within(PATIENCE, "the peer has not", () -> !Addresses.holdsVip(peer()));
  }

  Election election() {
    return new Election(site().observer(), Instance.photos(ours));
  }

  /** The main process of a unit, which must have one. */
  ProcessHandle process(String unit) throws IOException, InterruptedException {
    Optional<ProcessHandle> process = machine().process(unit);
    return process.orElseThrow(() -> new AssertionError(unit + " has no process"));
  }

  /** Waits until a unit has another process than it had, and is active. */
  void awaitAnother(String unit, ProcessHandle before) throws IOException, InterruptedException {
    Claim.within(
        PATIENCE,
        unit + " runs again",
        () ->
            machine().property(unit, "ActiveState").equals("active")
                && machine().process(unit).filter(now -> !now.equals(before)).isPresent());
  }

  String table() throws IOException, InterruptedException {
    return IpvsTable.rules(machine().host());
  }

  /** The peer must not have advertised since then, and must not have the VIP. */
  void claimPeerSilent(Instant since) throws IOException, InterruptedException {
    List<Advertisement> theirs = site().observer().advertisements(peer(), since);
    Claim.equal(List.of(), theirs, "advertisements of the peer");
    Claim.that(!Addresses.holdsVip(peer()), "the peer has the VIP");
  }

  private static Optional<Call> first(List<Call> calls) {
    return calls.stream().findFirst();
  }

  /** Something that happens while a client calls. */
  @FunctionalInterface
  interface Event {
    void happen() throws IOException, InterruptedException;
  }

  /**
   * None of a client's calls may fail while it happens.
   *
   * @return how many calls there were, in words
   */
  String underCalls(Event event) throws IOException, InterruptedException {
    try (Caller caller = site().caller()) {
      Claim.within(
          PATIENCE, "the client is answered", () -> caller.soFar().by().keySet().size() == 2);
      long begun = System.nanoTime();
      event.happen();
      Calls calls = caller.stop().since(begun);
      List<Call> failed = calls.failed();
      Claim.that(
          failed.isEmpty(),
          failed.size()
              + " of "
              + calls.all().size()
              + " calls failed, the first: "
              + first(failed));
      return calls.all().size() + " calls, none failed";
    }
  }
}
