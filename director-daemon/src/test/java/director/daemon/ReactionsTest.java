// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Configs.photos;
import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.Belief.Place;
import director.daemon.actions.Actions;
import director.daemon.config.ChecksConfig.Need;
import director.daemon.event.EventSink;
import director.daemon.loop.Loop;
import director.daemon.plan.ServerKey;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.Advice;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import director.ipvs.table.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Of a director that acts for nobody, so that all that would be done is in the log at once. */
class ReactionsTest {
  private static final ServerKey ROUTER1 = new ServerKey("photos", "router1");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final TargetHealth FAILED =
      new TargetHealth(
          DOWN,
          true,
          0,
          new ProbeResult(
              Verdict.FAILED,
              "connection refused",
              ProbePhase.CONNECT,
              ProbeTimes.endedAfter(Duration.ofMillis(1))),
          NOON,
          NOON,
          "3 of 3 checks in a row failed",
          NOON,
          Optional.empty());

  private final Loop loop = new Loop("reactions", mistake -> {});
  private final Actions actions = new Actions(loop, service -> false, EventSink.NOBODY);
  private final Reactions reactions =
      new Reactions(actions, new Allocations(loop, () -> {}, EventSink.NOBODY));

  @AfterEach
  void end() {
    actions.close();
    loop.shutdownNow();
  }

  @Test
  @DisplayName("a server that goes down is reacted to, but not one that had said it would")
  void maintenance() {
    reactions.follow(
        Configs.of(
            photos("{ path = \"/health\" }")
                + """
                services.photos.on.server-down = [page]
                actions.page.command = ["/bin/true"]
                """));

    reactions.checked(
        ROUTER1,
        FAILED,
        belief(UP, Advice.Mode.MAINTENANCE),
        belief(DOWN, Advice.Mode.MAINTENANCE));
    int told = actions.log().size();
    reactions.checked(
        ROUTER1, FAILED, belief(UP, Advice.Mode.SERVE), belief(DOWN, Advice.Mode.SERVE));

    assertEquals(0, told);
    assertEquals(
        List.of("not done: this director is not the MASTER of photos"),
        actions.log().get(ROUTER1).stream().map(done -> done.outcome()).toList());
  }

  private static Belief belief(HealthState state, Advice.Mode mode) {
    Advice advice = new Advice(OptionalInt.empty(), 0, OptionalInt.empty(), mode);
    return new Belief(
        new Place(
            Tables.id(Protocol.TCP, "203.0.113.10", 443),
            Tables.address("10.0.0.11"),
            OptionalInt.empty()),
        state,
        NOON,
        "as the test wants it",
        Need.ALL,
        List.of(
            new Heard("agent", "agent", "a", UP, advice, null),
            new Heard("page", "https", "p", state, Advice.NONE, null)));
  }
}
