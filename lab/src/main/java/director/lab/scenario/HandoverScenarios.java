// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.watch.EchoProbe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an operator does to a pair of ours, and what happens to it. */
final class HandoverScenarios {
  private static final int PARTITIONS = 6;
  private static final Duration LEASE = Duration.ofSeconds(2);

  /** The kernel looks for what has expired once a second. */
  private static final Duration KERNEL = Duration.ofSeconds(1);

  private final TwinGroup twins;

  private HandoverScenarios(TwinGroup twins) {
    this.twins = twins;
  }

  static List<Scenario> of(TwinGroup twins) {
    HandoverScenarios scenarios = new HandoverScenarios(twins);
    return List.of(
        new Scenario(
            "handover",
            "After 'vip handover' the other director has the VIP, and no client notices",
            scenarios::handover),
        new Scenario(
            "standby",
            "A node in standby hands over and takes nothing, unless nobody else is there; resumed, it takes back",
            scenarios::standby),
        new Scenario(
            "split-ours",
            "After each of "
                + PARTITIONS
                + " healed partitions of two of ours the winner gets the traffic in an interval",
            scenarios::partitions),
        new Scenario(
            "lease-frozen",
            "With a lease the VIP leaves a frozen daemon by itself, within the bound",
            scenarios::frozen),
        new Scenario(
            "lease-killed",
            "With a lease the VIP leaves a killed daemon by itself, within the bound",
            scenarios::killed),
        new Scenario(
            "convergence",
            "After a takeover the status says PROVEN when the witness reaches us, and UNPROVEN when it does not",
            scenarios::convergence));
  }

  private String handover() throws IOException, InterruptedException {
    try (EchoProbe probe = twins.probe(twins.d1())) {
      twins.d1().handOver("photos");
      twins.awaitMaster(twins.d2());
      Claim.within(
          PeerGroup.PATIENCE,
          "d1 is BACKUP",
          () -> TwinGroup.status(twins.d1()).state().equals("BACKUP"));
      Claim.that(!Addresses.holdsVip(twins.d1().host()), "d1 still has the VIP");
      Instant calm = Instant.now();
      Claim.during(
          Duration.ofSeconds(1),
          "d2 stays MASTER",
          () -> twins.election().isMaster(twins.d2().host()));
      Claim.equal(List.of(), twins.election().of(twins.d1().host(), calm), "d1's advertisements");
      String there = TwinGroup.unnoticed(probe.stop(), twins.d2());
      twins.d1().resume();
      return there;
    }
  }

  private String standby() throws IOException, InterruptedException {
    try (EchoProbe probe = twins.probe(twins.d1())) {
      twins.d1().standBy();
      twins.awaitMaster(twins.d2());
      Instant calm = Instant.now();
      Claim.during(
          Duration.ofSeconds(1),
          "d2 stays MASTER",
          () -> twins.election().isMaster(twins.d2().host()));
      Claim.equal(List.of(), twins.election().of(twins.d1().host(), calm), "d1's advertisements");
      twins.d1().resume();
      twins.awaitMaster(twins.d1());
      String measured = TwinGroup.unnoticed(probe.stop(), twins.d1());

      twins.d1().standBy();
      twins.awaitMaster(twins.d2());
      twins.d2().host().cutLink();
      twins.awaitMaster(twins.d1());
      twins.d2().host().restoreLink();
      twins.awaitMaster(twins.d2());
      twins.d1().resume();
      return measured;
    }
  }

  private String partitions() throws IOException, InterruptedException {
    List<Duration> took = new ArrayList<>();
    for (int time = 0; time < PARTITIONS; time++) {
      took.add(heal(PeerGroup.INTERVAL.multipliedBy(time).dividedBy(PARTITIONS)));
    }
    Duration allowed = PeerGroup.INTERVAL.plus(PeerGroup.GRACE);
    Claim.atMost(allowed, Collections.max(took), "the longest of " + took);
    return "d1 answered after %d to %d ms, allowed %d"
        .formatted(
            Collections.min(took).toMillis(), Collections.max(took).toMillis(), allowed.toMillis());
  }

  private Duration heal(Duration phase) throws IOException, InterruptedException {
    twins.awaitMaster(twins.d1());
    try (EchoProbe probe = twins.probe(twins.d1())) {
      twins.d1().host().isolate();
      Claim.within(
          PeerGroup.PATIENCE, "the client reaches d2", () -> probe.last().by().equals("d2"));
      Thread.sleep(PeerGroup.INTERVAL.plus(phase).toMillis());
      twins.d1().host().rejoin();
      Instant healed = Instant.now();
      Thread.sleep(PeerGroup.INTERVAL.multipliedBy(6).toMillis());
      return probe.stop().settled(healed, "d1");
    }
  }

  private String frozen() throws IOException, InterruptedException {
    return leave(() -> twins.d1().freeze(), () -> twins.d1().thaw());
  }

  private String killed() throws IOException, InterruptedException {
    return leave(
        () -> twins.d1().killBoth(),
        () -> {
          twins.d1().awaitEnd();
          TwinGroup.configure(twins.d1(), TwinGroup.FIRST);
          twins.d1().start();
        });
  }

  /** How long d1 keeps the VIP after {@code fault} while d2 is MASTER. */
  private String leave(Failover.Fault fault, Failover.Fault mend)
      throws IOException, InterruptedException {
    TwinGroup.reload(twins.d1(), TwinGroup.FIRST.with("lease = " + LEASE.toSeconds() + "s"));
    twins.awaitMaster(twins.d1());
    // Long enough for a lease that nobody renews to be over.
    Claim.during(
        LEASE.plus(KERNEL).plusSeconds(1),
        "d1 keeps the VIP while it is well",
        () -> Addresses.holdsVip(twins.d1().host()));

    Instant start = Instant.now();
    fault.happen();
    twins.awaitMaster(twins.d2());
    Claim.within(
        PeerGroup.PATIENCE, "the VIP leaves d1", () -> !Addresses.holdsVip(twins.d1().host()));
    Duration took = Duration.between(start, Instant.now());
    mend.happen();
    twins.awaitMaster(twins.d1());
    TwinGroup.reload(twins.d1(), TwinGroup.FIRST);
    // Looking costs a process, which takes 0.1 s.
    Duration allowed = LEASE.plus(KERNEL).plusMillis(300);
    Claim.atMost(allowed, took, "until the VIP had left");
    return "after %d ms, allowed %d".formatted(took.toMillis(), allowed.toMillis());
  }

  private String convergence() throws IOException, InterruptedException {
    String witness = twins.site().stranger().address();
    TwinGroup.reload(
        twins.d2(),
        TwinGroup.SECOND.with(
            "convergence { gateway = false, witnesses = [\"" + witness + "\"] }"));
    twins.d1().handOver("photos");
    twins.awaitMaster(twins.d2());
    Claim.within(PeerGroup.PATIENCE, "the convergence is proven", () -> isConverged("PROVEN"));
    twins.d1().resume();
    twins.awaitMaster(twins.d1());

    twins.site().stranger().isolate();
    twins.d1().handOver("photos");
    twins.awaitMaster(twins.d2());
    Claim.within(PeerGroup.PATIENCE, "the convergence is unproven", () -> isConverged("UNPROVEN"));
    twins.site().stranger().rejoin();
    Claim.within(PeerGroup.PATIENCE, "it is proven in the end", () -> isConverged("PROVEN"));
    twins.d1().resume();
    TwinGroup.reload(twins.d2(), TwinGroup.SECOND);
    return "";
  }

  private boolean isConverged(String state) throws IOException {
    return TwinGroup.status(twins.d2())
        .instance()
        .path("convergence")
        .path("state")
        .asText()
        .equals(state);
  }
}
