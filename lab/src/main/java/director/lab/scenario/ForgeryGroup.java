// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.forge.Forger;
import director.lab.forge.Forgery;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorStatus;
import director.lab.site.ElectionSite;
import director.lab.site.PhotoSite;
import director.lab.site.VirtualRouter;
import director.lab.watch.Observer;
import director.lab.watch.Sighting.Advertisement;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two directors and a stranger who sends malformed advertisements of priority 200. */
final class ForgeryGroup extends SiteGroup<ElectionSite> {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration FLOOD = Duration.ofSeconds(6);
  private static final int PER_SECOND = 2000;

  /** How many forgeries there are of each reason. */
  private static final SortedMap<String, Integer> COUNTS =
      new TreeMap<>(
          Map.of(
              "TTL", 1,
              "VERSION", 2,
              "TYPE", 1,
              "UNKNOWN_VRID", 2,
              "ADDRESS_COUNT", 1,
              "INTERVAL", 1,
              "LENGTH", 4,
              "CHECKSUM", 1));

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
            this::forged),
        new Scenario(
            "flooded",
            "The Master keeps its rhythm while it is flooded with malformed advertisements",
            this::flooded));
  }

  @Override
  ElectionSite build() throws IOException, InterruptedException {
    return ElectionSite.start(distribution);
  }

  @Override
  void awaitCalm(ElectionSite site) throws IOException, InterruptedException {
    new Election(site.observer()).awaitMaster(site.d1().host(), PATIENCE);
    for (DirectorHost director : List.of(site.d1(), site.d2())) {
      Claim.within(PATIENCE, director.name() + " answers", () -> director.status().isPresent());
    }
  }

  private String forged() throws IOException, InterruptedException {
    List<String> before = states();
    try (Forger forger = new Forger(site().stranger())) {
      forger.send(forgeries());
    }

    for (DirectorHost director : List.of(site().d1(), site().d2())) {
      Claim.within(
          Duration.ofSeconds(5),
          director.name() + " counts the last of them",
          () -> rejected(director).containsKey("CHECKSUM"));
      Claim.equal(COUNTS, rejected(director), "counted by " + director.name());
    }
    Claim.equal(before, states(), "states since");
    return "";
  }

  private String flooded() throws IOException, InterruptedException {
    List<String> before = states();
    Instant start = Instant.now();
    int sent;
    try (Forger forger = new Forger(site().stranger())) {
      sent = forger.flood(forgeries(), PER_SECOND, FLOOD);
    }
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
    return String.format(Locale.ROOT, "%d packets a second", sent / FLOOD.toSeconds());
  }

  private List<Forgery> forgeries() throws IOException {
    return Forgery.all(
        InetAddress.getByName(site().stranger().address()).getAddress(),
        InetAddress.getByName(PhotoSite.VIP).getAddress());
  }

  /** State and since when, of both. */
  private List<String> states() throws IOException {
    return List.of(state(site().d1()), state(site().d2()));
  }

  private static String state(DirectorHost director) throws IOException {
    DirectorStatus status = director.status().orElseThrow();
    return status.state() + " since " + status.instance().path("since").asText();
  }

  private static SortedMap<String, Integer> rejected(DirectorHost director) throws IOException {
    SortedMap<String, Integer> counts = new TreeMap<>();
    director
        .status()
        .orElseThrow()
        .instance()
        .path("rejected")
        .fields()
        .forEachRemaining(field -> counts.put(field.getKey(), field.getValue().asInt()));
    return counts;
  }
}
