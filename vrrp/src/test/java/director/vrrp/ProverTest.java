// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.packet.Wire;
import director.vrrp.state.Convergence;
import director.vrrp.state.Convergence.Question;
import director.vrrp.state.Convergence.State;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ProverTest implements Prover.Asking {
  private static final InetAddress PHOTOS = Wire.ipv4("203.0.113.10");
  private static final InetAddress GATEWAY = Wire.ipv4("203.0.113.1");
  private static final Question QUESTION = new Question(PHOTOS, GATEWAY);
  private static final long NOW = Duration.ofDays(1).toNanos();

  private final List<String> done = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final Prover prover = new Prover(this, told::add);
  private boolean refuses;

  @Override
  public void ask(Question question) throws IOException {
    if (refuses) {
      throw new IOException("ENETUNREACH");
    }
    done.add("ask " + question);
  }

  @Override
  public void announce(List<InetAddress> addresses) {
    done.add("announce " + addresses);
  }

  private static long millis(long after) {
    return NOW + after * 1_000_000;
  }

  private void runUntil(long millis) {
    while (prover.nextDeadline() <= millis(millis)) {
      prover.run(prover.nextDeadline());
    }
  }

  @Test
  @DisplayName("asks at once, and again after 100 and 200 ms with an announcement before")
  void asksAgain() {
    prover.begin(List.of(PHOTOS), List.of(GATEWAY), Duration.ZERO, NOW);

    runUntil(100);

    assertEquals(
        List.of(
            "ask 203.0.113.1 for 203.0.113.10",
            "announce [/203.0.113.10]",
            "ask 203.0.113.1 for 203.0.113.10"),
        done);
    assertEquals(millis(300), prover.nextDeadline());
  }

  @Test
  @DisplayName("an answer ends the asking, and is told")
  void proven() {
    prover.begin(List.of(PHOTOS), List.of(GATEWAY), Duration.ZERO, NOW);
    prover.run(NOW);

    prover.answered(QUESTION);

    assertEquals(Deadlines.NEVER, prover.nextDeadline());
    assertEquals(State.PROVEN, prover.convergence().state());
    assertEquals(
        List.of(
            "the neighbours have learnt where the addresses are:"
                + " [203.0.113.1 for 203.0.113.10]"),
        told);
  }

  @Test
  @DisplayName("silence is told once, with what the kernel refused, and asked into for ever")
  void unproven() {
    refuses = true;
    prover.begin(List.of(PHOTOS), List.of(GATEWAY), Duration.ZERO, NOW);

    runUntil(60_000);

    assertEquals(State.UNPROVEN, prover.convergence().state());
    assertEquals(
        List.of(
            "no answer from [203.0.113.1 for 203.0.113.10] (ENETUNREACH): they may still send to"
                + " another director; announces and asks again"),
        told);
    assertEquals(9, done.size());
    assertEquals(true, prover.nextDeadline() != Deadlines.NEVER);
  }

  @Test
  @DisplayName("what is proven is asked again each period, quietly while answers come")
  void heartbeat() {
    prover.begin(List.of(PHOTOS), List.of(GATEWAY), Duration.ofSeconds(1), NOW);
    prover.run(NOW);
    prover.answered(QUESTION);
    told.clear();

    assertEquals(millis(1000), prover.nextDeadline());
    prover.run(millis(1000));
    State whileAsking = prover.convergence().state();
    prover.answered(QUESTION);

    assertEquals(State.PROVEN, whileAsking);
    assertEquals(millis(2000), prover.nextDeadline());
    assertEquals(
        List.of("ask 203.0.113.1 for 203.0.113.10", "ask 203.0.113.1 for 203.0.113.10"), done);
    assertEquals(List.of(), told);
  }

  @Test
  @DisplayName("who was proven and falls silent is told at most a period later, again and again")
  void unlearnt() {
    prover.begin(List.of(PHOTOS), List.of(GATEWAY), Duration.ofSeconds(1), NOW);
    prover.run(NOW);
    prover.answered(QUESTION);
    done.clear();

    runUntil(4600);

    assertEquals(7, done.stream().filter(what -> what.startsWith("announce")).count());
    assertEquals(millis(5500), prover.nextDeadline());
    assertEquals(State.UNPROVEN, prover.convergence().state());
  }

  @Test
  @DisplayName("who is no longer MASTER asks nobody, and a late answer proves nothing")
  void ends() {
    prover.begin(List.of(PHOTOS), List.of(GATEWAY), Duration.ZERO, NOW);
    prover.run(NOW);

    prover.end();
    prover.answered(QUESTION);

    assertEquals(Deadlines.NEVER, prover.nextDeadline());
    assertEquals(Convergence.NONE, prover.convergence());
    assertEquals(List.of(), told);
  }

  @Test
  @DisplayName("without witnesses nothing is asked")
  void nobody() {
    prover.begin(List.of(PHOTOS), List.of(), Duration.ZERO, NOW);

    runUntil(0);

    assertEquals(List.of(), done);
    assertEquals(Deadlines.NEVER, prover.nextDeadline());
  }
}
