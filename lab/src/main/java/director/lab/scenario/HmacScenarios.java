// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.forge.Forger;
import director.lab.forge.Recorder;
import director.lab.site.DirectorHost;
import director.lab.site.Instance;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The HMAC trailer between two of ours: Debian's keepalived is too old to know it. */
final class HmacScenarios {
  private static final int REPLAYED = 5;
  private static final String OLD_KEY = "\"hex:" + "0b".repeat(32) + "\"";
  private static final String NEW_KEY = "\"hex:" + "c4".repeat(32) + "\"";

  private final TwinGroup twins;

  private HmacScenarios(TwinGroup twins) {
    this.twins = twins;
  }

  static List<Scenario> of(TwinGroup twins) {
    HmacScenarios scenarios = new HmacScenarios(twins);
    return List.of(
        new Scenario(
            "hmac-rollout",
            "HMAC is introduced, its key exchanged and it is taken off again without a failover",
            scenarios::rollOut),
        new Scenario(
            "hmac-forged",
            "With HMAC enforced what is replayed, and what has no trailer, is counted and changes nothing",
            scenarios::forged));
  }

  private String rollOut() throws IOException, InterruptedException {
    Instant start = Instant.now();
    for (String step :
        List.of(
            hmac("receive-only", "1 = " + OLD_KEY, 1),
            hmac("permissive", "1 = " + OLD_KEY, 1),
            hmac("enforce", "1 = " + OLD_KEY, 1),
            hmac("enforce", "1 = " + OLD_KEY + ", 2 = " + NEW_KEY, 1),
            hmac("enforce", "1 = " + OLD_KEY + ", 2 = " + NEW_KEY, 2),
            hmac("enforce", "2 = " + NEW_KEY, 2),
            hmac("permissive", "2 = " + NEW_KEY, 2),
            hmac("receive-only", "2 = " + NEW_KEY, 2),
            "authentication { type = none }")) {
      TwinGroup.reload(twins.d2(), TwinGroup.SECOND.with(step));
      TwinGroup.reload(twins.d1(), TwinGroup.FIRST.with(step));
      Thread.sleep(PeerGroup.INTERVAL.multipliedBy(4).toMillis());
      Claim.equal("BACKUP", TwinGroup.status(twins.d2()).state(), "state of d2 with " + step);
    }
    Claim.equal(0L, rejected(twins.d2()), "advertisements that d2 refused");
    return twins.steady(start);
  }

  private String forged() throws IOException, InterruptedException {
    enforce();
    List<byte[]> signed = Recorder.record(twins.site().stranger(), twins.d1().host(), REPLAYED);
    TwinGroup.reload(twins.d2(), TwinGroup.SECOND);
    TwinGroup.reload(twins.d1(), TwinGroup.FIRST);
    List<byte[]> unsigned = Recorder.record(twins.site().stranger(), twins.d1().host(), REPLAYED);
    enforce();
    Thread.sleep(PeerGroup.INTERVAL.multipliedBy(4).toMillis());

    Instant start = Instant.now();
    long before = rejected(twins.d2());
    long heard = TwinGroup.status(twins.d2()).instance().path("advertisementsReceived").asLong();
    try (Forger forger = new Forger(twins.site().stranger())) {
      forger.repeat(signed);
      forger.repeat(unsigned);
    }
    Claim.within(
        PeerGroup.PATIENCE,
        "d2 refuses all of them",
        () -> rejected(twins.d2()) == before + 2 * REPLAYED);
    Thread.sleep(PeerGroup.INTERVAL.multipliedBy(10).toMillis());
    Claim.that(
        TwinGroup.status(twins.d2()).instance().path("advertisementsReceived").asLong() > heard,
        "d2 no longer hears d1");
    Claim.equal("BACKUP", TwinGroup.status(twins.d2()).state(), "state of d2");
    String measured = twins.steady(start);
    TwinGroup.reload(twins.d2(), TwinGroup.SECOND);
    TwinGroup.reload(twins.d1(), TwinGroup.FIRST);
    return measured;
  }

  private void enforce() throws IOException {
    String step = hmac("enforce", "1 = " + OLD_KEY, 1);
    for (String mode : List.of("permissive", "enforce")) {
      for (DirectorHost director : List.of(twins.d2(), twins.d1())) {
        Instance instance = director == twins.d1() ? TwinGroup.FIRST : TwinGroup.SECOND;
        TwinGroup.reload(director, instance.with(step.replace("enforce", mode)));
      }
    }
  }

  private static String hmac(String mode, String keys, int active) {
    return "authentication { type = hmac, mode = %s, keys { %s }, active-key = %d }"
        .formatted(mode, keys, active);
  }

  private static long rejected(DirectorHost director) throws IOException {
    long[] all = {0};
    TwinGroup.status(director)
        .instance()
        .path("rejected")
        .fields()
        .forEachRemaining(field -> all[0] += field.getValue().asLong());
    return all[0];
  }
}
