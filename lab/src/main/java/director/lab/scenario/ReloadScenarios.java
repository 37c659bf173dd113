// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import director.lab.site.DirectorConfig;
import director.lab.site.DirectorStatus;
import director.lab.site.Download;
import director.lab.site.IpvsTable;
import director.lab.wire.Finished;
import director.lab.wire.Lab;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The photo site while the Master's configuration file changes under it. */
final class ReloadScenarios {
  private static final String SPARE = "spare";

  /** Nobody has it, so that no check ever passes there. */
  private static final String NOBODYS = Lab.address(29);

  /** What directorctl ends with when the director refuses. */
  private static final int REFUSED = 4;

  private final PairGroup pair;

  ReloadScenarios(PairGroup pair) {
    this.pair = pair;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "reload",
            "SIGHUP keeps what did not change: a server added enters alone, and a bad file changes nothing",
            this::reload));
  }

  private String reload() throws IOException, InterruptedException {
    DirectorConfig original = pair.site().firstConfig();
    Kept before = kept();
    Instant since = Instant.now();
    Download download = pair.client().download();
    Claim.within(PairGroup.PATIENCE, "the download has begun", () -> download.received() > 0);

    pair.d1().configure(original.plus(SPARE, NOBODYS));
    pair.d1().hangUp();
    Claim.within(PairGroup.PATIENCE, "the spare server is known and down", () -> spareIs("DOWN"));
    Claim.equal(before, kept(), "what the new server has nothing to do with");
    Claim.that(!download.ended(), "the download was over too soon to show anything");

    pair.d1().configure(DirectorConfig.FIVE_MISTAKES);
    Finished refused = pair.d1().control("reload");
    Claim.equal(REFUSED, refused.exit(), "exit status; it said " + refused.out() + refused.err());
    Claim.that(spareIs("DOWN"), "the spare server went with a refused configuration");
    Claim.equal(before, kept(), "what a refused configuration must leave alone");

    pair.d1().configure(original);
    pair.d1().control("reload").orThrow();
    Claim.within(PairGroup.PATIENCE, "the spare server is gone", () -> spareIs(""));
    pair.awaitCalm(pair.site());
    Claim.equal(before, kept(), "what the removed server had nothing to do with");
    download.complete(Duration.ofSeconds(60));
    return pair.steady(since);
  }

  private boolean spareIs(String state) throws IOException {
    return PairGroup.status(pair.d1()).server(SPARE).path("state").asText().equals(state);
  }

  private Kept kept() throws IOException, InterruptedException {
    DirectorStatus status = PairGroup.status(pair.d1());
    SortedMap<String, String> servers = new TreeMap<>();
    for (String name : PairGroup.ALL_UP.keySet()) {
      servers.put(name, since(status.server(name)));
    }
    return new Kept(
        status.state(),
        since(status.instance()),
        servers,
        status.ipvsWrites(),
        IpvsTable.rules(pair.d1().host()));
  }

  private static String since(JsonNode part) {
    Claim.that(part.path("since").isTextual(), "the status does not say since when: " + part);
    return part.path("state").asText() + " since " + part.path("since").asText();
  }

  /** All that a reload must leave as it was. */
  private record Kept(
      String state,
      String instance,
      SortedMap<String, String> servers,
      long ipvsWrites,
      String rules) {}
}
