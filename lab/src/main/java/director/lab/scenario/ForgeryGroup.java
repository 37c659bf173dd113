// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.forge.Forger;
import director.lab.forge.Forgery;
import director.lab.site.Addresses;
import director.lab.site.DirectorConfig;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorStatus;
import director.lab.site.ElectionSite;
import director.lab.site.Instance;
import director.lab.site.Load;
import director.lab.site.PhotoSite;
import director.lab.site.VirtualRouter;
import director.lab.watch.EchoProbe;
import director.lab.watch.Echoes;
import director.lab.watch.Observer;
import director.lab.watch.Sighting.Advertisement;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two directors and a stranger who sends malformed advertisements of priority 200. */
final class ForgeryGroup extends SiteGroup<ElectionSite> {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration FLOOD = Duration.ofSeconds(6);

  /** More than User-Mode Linux can send; what it could is told. */
  private static final int PER_SECOND = 10_000;

  /** Of the time, where the flood itself takes a good part of the same processor. */
  private static final int MOST_PERCENT = 60;

  /** One for each reason, and then silence. */
  private static final int FEW_LINES = 20;

  private final Path distribution;

  ForgeryGroup(Path distribution) {
    this.distribution = distribution;
  }

  @Override
  public String name() {
    return "forgery";
  }

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        new Scenario(
            "forged",
            "Every malformed advertisement is counted by its reason and changes nothing",
            () -> forged(3, Forgery.all(stranger(), vip()))),
        new Scenario(
            "flooded",
            "The Master keeps its rhythm while it is flooded with malformed advertisements",
            this::flooded),
        new Scenario(
            "forged-v2",
            "VRRPv2: every malformed advertisement is counted by its reason and changes nothing",
            () -> forged(2, Forgery.allV2(stranger(), vip()))),
        new Scenario(
            "stop-to-ours",
            "Of an orderly stop, with ours as the successor, no client notices anything",
            this::stop));
  }

  @Override
  ElectionSite build() throws IOException, InterruptedException {
    ElectionSite site = ElectionSite.build(distribution);
    configure(site, 3);
    for (DirectorHost director : site.directors()) {
      director.start();
    }
    return site;
  }

  private static void configure(ElectionSite site, int version) throws IOException {
    for (DirectorHost director : site.directors()) {
      int priority = director == site.d1() ? 150 : 100;
      Instance photos = Instance.photos(new VirtualRouter(version, priority));
      director.configure(DirectorConfig.of(director.name(), "", photos));
    }
  }

  @Override
  void awaitCalm(ElectionSite site) throws IOException, InterruptedException {
    new Election(site.observer()).awaitMaster(site.d1().host(), PATIENCE);
    for (DirectorHost director : site.directors()) {
      Claim.within(PATIENCE, director.name() + " answers", () -> director.status().isPresent());
    }
  }

  private String forged(int version, List<Forgery> forgeries)
      throws IOException, InterruptedException {
    configure(site(), version);
    for (DirectorHost director : site().directors()) {
      director.reload();
    }
    awaitCalm(site());
    // Another version is another virtual router, that counts from 0.
    Claim.within(
        PATIENCE,
        "d1 is MASTER and d2 BACKUP of version " + version,
        () ->
            takesPart(site().d1(), version, "MASTER") && takesPart(site().d2(), version, "BACKUP"));
    List<String> before = states();
    SortedMap<String, Integer> countedBefore = rejectedByBoth();
    try (Forger forger = new Forger(site().stranger())) {
      forger.send(forgeries);
    }

    SortedMap<String, Integer> expected = new TreeMap<>(countedBefore);
    for (Forgery forgery : forgeries) {
      if (!forgery.reason().isEmpty()) {
        site().directors().forEach(each -> expected.merge(forgery.reason(), 1, Integer::sum));
      }
    }
    int all = total(expected);
    Claim.within(
        Duration.ofSeconds(5), "both count all of them", () -> total(rejectedByBoth()) >= all);
    Claim.equal(expected, rejectedByBoth(), "counted by both together");
    Claim.equal(before, states(), "states since");
    return forgeries.size() + " kinds";
  }

  private static int total(SortedMap<String, Integer> counted) {
    return counted.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static boolean takesPart(DirectorHost director, int version, String state)
      throws IOException {
    return director
        .status()
        .filter(status -> status.instance().path("version").asInt() == version)
        .filter(status -> status.state().equals(state))
        .isPresent();
  }

  private String flooded() throws IOException, InterruptedException {
    List<String> before = states();
    long saidBefore = site().d1().log().lines().count();
    ProcessHandle elector = site().d1().elector();
    Duration busyBefore = Load.processorTime(elector);
    Instant start = Instant.now();
    int sent;
    try (Forger forger = new Forger(site().stranger())) {
      sent = forger.flood(Forgery.all(stranger(), vip()), PER_SECOND, FLOOD);
    }
    Duration time = Duration.between(start, Instant.now());
    Duration busy = Load.processorTime(elector).minus(busyBefore);
    List<Advertisement> advertisements =
        site().observer().advertisements(site().d1().host(), start);

    for (Duration pause : Observer.rhythm(advertisements)) {
      Claim.that(
          pause.minus(VirtualRouter.INTERVAL).abs().toMillis() <= 100,
          "the Master's advertisements came " + pause.toMillis() + " ms apart");
    }
    Claim.that(advertisements.size() >= 5, "too few advertisements: " + advertisements);
    Claim.equal(
        List.of(),
        site().observer().advertisements(site().d2().host(), start),
        "d2's advertisements");
    Claim.equal(before, states(), "states since");
    long said = site().d1().log().lines().count() - saidBefore;
    Claim.that(said <= FEW_LINES, "it wrote " + said + " lines into its log");
    long percent = 100 * busy.toMillis() / time.toMillis();
    Claim.that(percent <= MOST_PERCENT, "the elector took " + percent + " % of the processor");
    return String.format(
        Locale.ROOT,
        "%d packets a second, %d %% of the processor, allowed %d, and %d lines in the log",
        sent / FLOOD.toSeconds(),
        percent,
        MOST_PERCENT,
        said);
  }

  private String stop() throws IOException, InterruptedException {
    try (EchoProbe probe = site().probe(PhotoSite.VIP)) {
      Claim.within(PATIENCE, "the client reaches d1", () -> probe.last().by().equals("d1"));
      site().d1().terminate();
      Claim.equal(0, site().d1().awaitEnd(), "exit status");
      Claim.that(!Addresses.holdsVip(site().d1().host()), "d1 still has the VIP");
      new Election(site().observer()).awaitMaster(site().d2().host(), PATIENCE);
      Echoes echoes = probe.stop();
      site().d1().start();

      Claim.equal("d2", probe.last().by(), "who answers in the end");
      Claim.equal(0L, echoes.lost(), "lost of " + echoes.all().size() + " datagrams");
      return "%d datagrams, none lost, the slowest answered after %s"
          .formatted(echoes.all().size(), echoes.outage());
    }
  }

  private byte[] stranger() throws IOException {
    return InetAddress.getByName(site().stranger().address()).getAddress();
  }

  private static byte[] vip() throws IOException {
    return InetAddress.getByName(PhotoSite.VIP).getAddress();
  }

  /** State and since when, of both. */
  private List<String> states() throws IOException {
    return List.of(state(site().d1()), state(site().d2()));
  }

  private static String state(DirectorHost director) throws IOException {
    DirectorStatus status = PairGroup.status(director);
    return status.state() + " since " + status.instance().path("since").asText();
  }

  private SortedMap<String, Integer> rejectedByBoth() throws IOException {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (DirectorHost director : site().directors()) {
      PairGroup.status(director)
          .instance()
          .path("rejected")
          .fields()
          .forEachRemaining(
              field -> counts.merge(field.getKey(), field.getValue().asInt(), Integer::sum));
    }
    return counts;
  }
}
