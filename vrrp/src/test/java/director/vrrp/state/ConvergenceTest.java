// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.packet.Wire;
import director.vrrp.state.Convergence.Question;
import director.vrrp.state.Convergence.Round;
import director.vrrp.state.Convergence.State;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ConvergenceTest {
  private static final InetAddress PHOTOS = Wire.ipv4("203.0.113.10");
  private static final InetAddress THUMBS = Wire.ipv4("203.0.113.11");
  private static final InetAddress GATEWAY = Wire.ipv4("203.0.113.1");
  private static final Question PHOTOS_BY_GATEWAY = new Question(PHOTOS, GATEWAY);
  private static final Question THUMBS_BY_GATEWAY = new Question(THUMBS, GATEWAY);

  @Test
  @DisplayName("first every witness is asked for every address, and nothing is announced for it")
  void asks() {
    Round first = Convergence.of(List.of(PHOTOS, THUMBS), List.of(GATEWAY), Duration.ZERO).ask();

    assertEquals(
        new Round(
            new Convergence(
                List.of(PHOTOS_BY_GATEWAY, THUMBS_BY_GATEWAY), List.of(), 1, Duration.ZERO, false),
            List.of(PHOTOS_BY_GATEWAY, THUMBS_BY_GATEWAY),
            List.of(),
            Optional.of(Duration.ofMillis(100))),
        first);
    assertEquals(State.ASKING, first.next().state());
  }

  @Test
  @DisplayName("what was asked for in vain is announced and asked for again; the rest is not")
  void asksAgain() {
    Convergence half =
        Convergence.of(List.of(PHOTOS, THUMBS), List.of(GATEWAY), Duration.ZERO)
            .ask()
            .next()
            .answered(THUMBS_BY_GATEWAY);

    Round second = half.ask();

    assertEquals(
        new Round(
            new Convergence(
                List.of(PHOTOS_BY_GATEWAY), List.of(THUMBS_BY_GATEWAY), 2, Duration.ZERO, false),
            List.of(PHOTOS_BY_GATEWAY),
            List.of(PHOTOS),
            Optional.of(Duration.ofMillis(200))),
        second);
  }

  @Test
  @DisplayName("when all have answered it is proven, and nobody is asked any more")
  void proves() {
    Convergence all =
        Convergence.of(List.of(PHOTOS), List.of(GATEWAY), Duration.ZERO)
            .ask()
            .next()
            .answered(PHOTOS_BY_GATEWAY);

    assertEquals(State.PROVEN, all.state());
    assertEquals(new Round(all, List.of(), List.of(), Optional.empty()), all.ask());
  }

  @Test
  @DisplayName("an answer that nobody asked for changes nothing")
  void unasked() {
    Convergence asking =
        Convergence.of(List.of(PHOTOS), List.of(GATEWAY), Duration.ZERO).ask().next();

    assertEquals(asking, asking.answered(THUMBS_BY_GATEWAY));
    assertEquals(asking, asking.answered(new Question(GATEWAY, PHOTOS)));
  }

  @Test
  @DisplayName("the distances double up to half a minute, and after six rounds it is unproven")
  void backsOff() {
    Convergence asking = Convergence.of(List.of(PHOTOS), List.of(GATEWAY), Duration.ZERO);
    List<Long> pauses = new ArrayList<>();
    List<State> states = new ArrayList<>();

    for (int i = 0; i < 11; i++) {
      Round round = asking.ask();
      pauses.add(round.again().orElseThrow().toMillis());
      states.add(round.next().state());
      asking = round.next();
    }

    assertEquals(
        List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12800L, 25600L, 30000L, 30000L),
        pauses);
    assertEquals(List.of(State.ASKING, State.UNPROVEN), List.of(states.get(4), states.get(5)));
  }

  @Test
  @DisplayName("who is of another family, or is the address itself, is no witness")
  void family() throws UnknownHostException {
    InetAddress ipv6 = InetAddress.getByName("2001:db8::1");

    assertEquals(
        Convergence.NONE, Convergence.of(List.of(PHOTOS), List.of(ipv6, PHOTOS), Duration.ZERO));
    assertEquals(State.OFF, Convergence.NONE.state());
  }
}
