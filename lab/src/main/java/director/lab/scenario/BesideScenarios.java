// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import director.lab.site.DirectorConfig;
import director.lab.site.DirectorHost;
import director.lab.site.PhotoRouter;
import director.lab.wire.Host;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The photo site while both directors tell each other how they stand. */
final class BesideScenarios {
  private static final String KEY = "key = 0123456789abcdef";
  private static final String GROUP = "multicast { interface = eth0 }";

  /** Of a machine that there is not: what is sent to it is lost. */
  private static final String NOBODYS = "02:00:00:00:00:99";

  private final PairGroup pair;

  BesideScenarios(PairGroup pair) {
    this.pair = pair;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "beside",
            "Both directors show each other beside themselves, and name a key that differs, a server"
                + " that one of them does not reach, and a wrong key",
            this::beside));
  }

  private String beside() throws IOException, InterruptedException {
    Instant since = Instant.now();
    configure(pair.d1(), KEY + ", " + unicast(pair.d2()), "");
    configure(pair.d2(), KEY + ", " + unicast(pair.d1()), "");
    try {
      awaitAgreement();
      differingServer();
      differingKey();
      wrongKey();
      configure(pair.d1(), KEY + ", " + GROUP, "");
      configure(pair.d2(), KEY + ", " + GROUP, "");
      awaitBeside(pair.d1(), "d2", "MASTER", "BACKUP");
      awaitBeside(pair.d2(), "d1", "BACKUP", "MASTER");
    } finally {
      pair.d1().configure(pair.site().firstConfig());
      pair.d2().configure(pair.site().secondConfig());
      pair.d1().reload();
      pair.d2().reload();
    }
    Claim.within(PairGroup.PATIENCE, "d1 asks nobody", () -> peer(pair.d1()).isMissingNode());
    return pair.steady(since);
  }

  private void configure(DirectorHost director, String keys, String more) throws IOException {
    DirectorConfig plain =
        director.name().equals("d1") ? pair.site().firstConfig() : pair.site().secondConfig();
    director.configure(
        new DirectorConfig(plain.text() + more + "\npeer { " + keys + ", interval = 500ms }\n"));
    director.reload();
  }

  private static String unicast(DirectorHost other) {
    return "addresses = [\"%s\"]".formatted(other.host().address());
  }

  private void awaitAgreement() throws IOException, InterruptedException {
    awaitBeside(pair.d1(), "d2", "MASTER", "BACKUP");
    awaitBeside(pair.d2(), "d1", "BACKUP", "MASTER");
    for (DirectorHost director : List.of(pair.d1(), pair.d2())) {
      Claim.within(
          PairGroup.PATIENCE,
          director.name() + " shows no difference",
          () -> peer(director).path("differences").isEmpty());
    }
  }

  private void awaitBeside(DirectorHost director, String other, String ours, String theirs)
      throws IOException, InterruptedException {
    Claim.within(
        PairGroup.PATIENCE,
        director.name() + " shows " + other + " beside itself",
        () -> {
          JsonNode there = peer(director);
          JsonNode roles = there.path("instances").path(0);
          JsonNode service = there.path("services").path(0);
          return there.path("name").asText().equals(other)
              && there.path("state").asText().equals("HEARD")
              && there.path("roundTripMillis").isNumber()
              && roles.path("ours").path("state").asText().equals(ours)
              && roles.path("theirs").path("state").asText().equals(theirs)
              && service.path("ours").path("healthy").asInt() == 3
              && service.path("theirs").path("healthy").asInt() == 3;
        });
  }

  private void differingServer() throws IOException, InterruptedException {
    PhotoRouter router = pair.site().photos().routers().get(2);
    Host d2 = pair.d2().host();
    d2.run(
            "ip",
            "neigh",
            "replace",
            router.address(),
            "lladdr",
            NOBODYS,
            "dev",
            "eth0",
            "nud",
            "permanent")
        .orThrow();
    try {
      awaitProblem(pair.d1(), "photos-https/router3 is DOWN on d2 since ", " and UP here since ");
      awaitProblem(pair.d2(), "photos-https/router3 is DOWN here since ", " and UP on d1 since ");
    } finally {
      d2.run("ip", "neigh", "del", router.address(), "dev", "eth0").orThrow();
    }
    awaitAgreement();
  }

  private void differingKey() throws IOException, InterruptedException {
    configure(
        pair.d2(),
        KEY + ", " + unicast(pair.d1()),
        "\nservices.photos-https.check.interval = 2s\n");
    awaitProblem(
        pair.d1(),
        "service photos-https is configured otherwise on d2: ",
        "check.interval is 1s here and 2s there");
  }

  private void wrongKey() throws IOException, InterruptedException {
    configure(pair.d2(), "key = fedcba9876543210, " + unicast(pair.d1()), "");
    awaitProblem(
        pair.d1(), "a datagram from %s has a wrong key".formatted(pair.d2().host().address()), "");
    awaitProblem(pair.d1(), "d2 (%s) has not been heard".formatted(pair.d2().host().address()), "");
  }

  private static void awaitProblem(DirectorHost director, String begin, String part)
      throws IOException, InterruptedException {
    Claim.within(
        PairGroup.PATIENCE,
        director.name() + " says: " + begin + "..." + part,
        () -> {
          for (JsonNode problem : PairGroup.status(director).json().path("problems")) {
            if (problem.asText().startsWith(begin) && problem.asText().contains(part)) {
              return true;
            }
          }
          return false;
        });
  }

  /** The other director as this one shows it; missing as long as it asks nobody. */
  private static JsonNode peer(DirectorHost director) throws IOException {
    return PairGroup.status(director).json().path("peer").path("directors").path(0);
  }
}
