// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.BalancingSite;
import director.lab.site.DirectorConfig;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorStatus;
import director.lab.site.Instance;
import director.lab.site.IpvsTable;
import director.lab.site.PhotoRouter;
import director.lab.site.ServiceSection;
import director.lab.site.VirtualRouter;
import director.lab.wire.Host;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Scenarios of what IPVS does for our directors. Calm means that d1 is MASTER, and that d2 is
 * BACKUP where there are two; each scenario then configures the services that it is about, by a
 * reload.
 */
final class BalanceGroup extends SiteGroup<BalancingSite> {
  /** Two JVMs start on each director, in User-Mode Linux on one processor. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  /** What one emulated processor may add to what the configuration says. */
  static final Duration GRACE = Duration.ofMillis(1500);

  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final String name;
  private final Path distribution;
  private final int directors;
  private final List<Scenario> scenarios;

  /**
   * @param directors that are needed: 1 or 2
   * @param scenarios made for this group
   */
  BalanceGroup(
      String name,
      Path distribution,
      int directors,
      List<Function<BalanceGroup, List<Scenario>>> scenarios) {
    this.name = name;
    this.distribution = distribution;
    this.directors = directors;
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
  BalancingSite build() throws IOException, InterruptedException {
    BalancingSite site = new BalancingSite(distribution);
    for (DirectorHost director : running(site)) {
      configure(director, instance(site, director), "");
      director.start();
    }
    return site;
  }

  @Override
  void awaitCalm(BalancingSite site) throws IOException, InterruptedException {
    for (PhotoRouter router : site.routers()) {
      router.recover();
    }
    for (DirectorHost director : running(site)) {
      String state = director == site.d1() ? "MASTER" : "BACKUP";
      Claim.within(
          PATIENCE,
          director.name() + " is " + state,
          () -> director.status().filter(one -> one.state().equals(state)).isPresent());
    }
  }

  DirectorHost d1() {
    return site().d1();
  }

  DirectorHost d2() {
    return site().d2();
  }

  Host client() {
    return site().client().host();
  }

  /** The checkout that the daemon was built from. */
  Path checkout() {
    return distribution.resolve("../../..").normalize();
  }

  /** router1 and its fellows, by their numbers from 1. */
  PhotoRouter router(int number) {
    return site().routers().get(number - 1);
  }

  /** A port of the VIP. */
  static InetSocketAddress vip(int port) {
    return new InetSocketAddress(BalancingSite.VIP, port);
  }

  /** Lets d1 go on with these services alone. */
  void d1Has(Object... sections) throws IOException, InterruptedException {
    reload(d1(), sections);
  }

  /**
   * Lets a director go on with these sections alone; when it returns they are in its kernel, but
   * for servers that are to be checked first.
   *
   * @param sections text, or {@link ServiceSection}s
   */
  void reload(DirectorHost director, Object... sections) throws IOException, InterruptedException {
    offer(director, sections);
    List<ServiceSection> services =
        Arrays.stream(sections)
            .filter(ServiceSection.class::isInstance)
            .map(ServiceSection.class::cast)
            .toList();
    int unchecked =
        services.stream()
            .filter(ServiceSection::isUnchecked)
            .mapToInt(service -> service.servers().size())
            .sum();
    Claim.within(
        PATIENCE,
        director.name() + " has " + services.size() + " services, " + unchecked + " servers",
        () -> {
          List<String> rules = IpvsTable.rules(director.host()).lines().toList();
          return rules.stream().filter(rule -> rule.startsWith("-A ")).count() == services.size()
              && rules.stream().filter(rule -> rule.startsWith("-a ")).count() >= unchecked;
        });
  }

  /** The same without a look at the kernel. */
  void offer(DirectorHost director, Object... sections) throws IOException {
    String text = Arrays.stream(sections).map(Object::toString).collect(Collectors.joining("\n"));
    configure(director, instance(site(), director), text);
    director.reload();
  }

  /** Waits until d1 knows these servers of a service as UP, and balances to all of them. */
  void awaitUp(String service, int... routers) throws IOException, InterruptedException {
    Claim.within(
        PATIENCE,
        "all servers of " + service + " are UP",
        () -> {
          DirectorStatus status = PairGroup.status(d1());
          return Arrays.stream(routers)
              .allMatch(router -> is("UP", status, service, "router" + router));
        });
  }

  static boolean is(String state, DirectorStatus status, String service, String server) {
    return status.server(service, server).path("state").asText().equals(state);
  }

  /** The rules of d1's table as ipvsadm prints them, in the order of the alphabet. */
  SortedSet<String> rules() throws IOException, InterruptedException {
    return rules(d1());
  }

  static SortedSet<String> rules(DirectorHost director) throws IOException, InterruptedException {
    return IpvsTable.rules(director.host()).lines().collect(Collectors.toCollection(TreeSet::new));
  }

  private List<DirectorHost> running(BalancingSite site) {
    return directors == 1 ? List.of(site.d1()) : List.of(site.d1(), site.d2());
  }

  private static Instance instance(BalancingSite site, DirectorHost director) {
    int priority = director == site.d1() ? 200 : 150;
    return Instance.photos(new VirtualRouter(3, priority, INTERVAL))
        .with("excluded-addresses = [\"" + BalancingSite.VIP6 + "/64\"]");
  }

  private static void configure(DirectorHost director, Instance instance, String sections)
      throws IOException {
    director.configure(DirectorConfig.of(director.name(), sections, instance));
  }
}
