// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.event.Event;
import director.daemon.event.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class EventRoutesTest {
  private static final Limits TWO_FOLLOWERS =
      new Limits(
          64,
          2,
          64 * 1024,
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofMillis(20),
          Duration.ofMillis(100));

  @TempDir Path folder;

  private final MemoryJournal journal = new MemoryJournal();
  private final List<ControlServer> servers = new ArrayList<>();

  @AfterEach
  void close() {
    servers.forEach(ControlServer::close);
  }

  @Test
  @DisplayName("an entry is a line of JSON with everything that the journal knows")
  void wholeEntry() throws IOException {
    journal.tell(
        Event.state(Target.server("photos", "router1"), "UP", "DOWN", "no answer in 3s")
            .by("uid 1000 (anna)")
            .with(Map.of("priority", "150"))
            .with(List.of("first", "second")));
    open(Limits.DEFAULT);

    ControlAnswer answer = ask("/v1/events");

    assertEquals(
        new ControlAnswer(
            200,
            "{\"sequence\":1,\"time\":\"2026-11-22T05:28:01Z\",\"kind\":\"state\","
                + "\"target\":\"server:photos/router1\",\"from\":\"UP\",\"to\":\"DOWN\","
                + "\"reason\":\"no answer in 3s\",\"by\":\"uid 1000 (anna)\","
                + "\"facts\":{\"priority\":\"150\"},\"detail\":[\"first\",\"second\"]}\n"),
        answer);
  }

  @ParameterizedTest(name = "{0}: {1}..{2}")
  @CsvSource({
    "/v1/events, 2001, 3000",
    "/v1/events?most=2, 2999, 3000",
    "/v1/events?most=700, 2301, 3000",
    "/v1/events?after=2998, 2999, 3000",
    "/v1/events?after=0, 1, 3000",
    "/v1/events?after=1000&most=600, 1001, 1600",
    "/v1/events?since=2026-11-22T05:28:10Z, 10, 3000",
    "/v1/events?since=2026-11-22T06:28:10%2B01:00&most=1, 10, 10",
    "/v1/events?since=2026-11-22T06:28:10+01:00&until=2026-11-22T05:28:20Z, 10, 19",
    "/v1/events?until=2026-11-22T05:28:20Z&most=5, 15, 19",
    "/v1/events?target=service:photos&most=1, 3000, 3000"
  })
  @DisplayName("tells those that are asked for, the oldest first")
  void past(String path, int first, int last) throws IOException {
    journal.happen(3_000);
    open(Limits.DEFAULT);

    ControlAnswer answer = ask(path);

    assertEquals(IntStream.rangeClosed(first, last).boxed().toList(), sequences(answer.body()));
  }

  @Test
  @DisplayName("a long past is read page by page")
  void pages() throws IOException {
    journal.happen(3_000);
    open(Limits.DEFAULT);

    ask("/v1/events?after=0");

    assertTrue(journal.queries.stream().allMatch(query -> query.most() <= 256));
  }

  @Test
  @DisplayName("an empty journal is an empty answer")
  void empty() throws IOException {
    open(Limits.DEFAULT);

    assertEquals(new ControlAnswer(200, ""), ask("/v1/events?target=vip:photos"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/v1/events?most=0",
    "/v1/events?most=100001",
    "/v1/events?most=-1",
    "/v1/events?most=1.0",
    "/v1/events?most=",
    "/v1/events?after=x",
    "/v1/events?after=99999999999999999999",
    "/v1/events?since=05:28",
    "/v1/events?since=2026-11-22T05:28:00",
    "/v1/events?until=yesterday",
    "/v1/events?target=photos",
    "/v1/events?target=%zz",
    "/v1/events?target=%ff",
    "/v1/events?target=vip:a%0ab",
    "/v1/events?follow=yes",
    "/v1/events?follow=true&until=2026-11-22T05:28:00Z",
    "/v1/events?folow=true",
    "/v1/events?most=1&most=2",
    "/v1/events?",
    "/v1/condition",
    "/v1/condition?since=2026-11-01T00:00:00Z&until=2026-11-22T00:00:00Z"
  })
  @DisplayName("what makes no sense is refused, with what was expected")
  void senseless(String path) throws IOException {
    open(Limits.DEFAULT);

    ControlAnswer answer = ask(path);

    assertEquals(path.endsWith("?") ? 200 : 400, answer.status(), answer.body());
  }

  @Test
  @DisplayName("who follows is told of the past, then of each entry once, in order")
  void follow() throws IOException {
    journal.happen(600);
    open(Limits.DEFAULT);

    try (LineClient client = LineClient.ask(socket(), "/v1/events?follow=true&after=10")) {
      String head = client.head();
      List<Integer> past = sequences(String.join("\n", client.lines(590)));
      journal.happen(3);
      List<Integer> live = sequences(String.join("\n", client.lines(3)));

      assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"), head);
      assertTrue(head.contains("content-type: application/x-ndjson"), head);
      assertEquals(IntStream.rangeClosed(11, 600).boxed().toList(), past);
      assertEquals(List.of(601, 602, 603), live);
    }
  }

  @Test
  @DisplayName("who follows one target hears of that alone")
  void followTarget() throws IOException {
    open(Limits.DEFAULT);

    try (LineClient client =
        LineClient.ask(socket(), "/v1/events?follow=true&most=0&target=vip:photos")) {
      client.head();
      awaitFollower();
      journal.happen(5_000);
      journal.tell(Event.state(Target.vip("photos"), "BACKUP", "MASTER", "silence"));
      String line = client.line();

      assertEquals(List.of(5_001), sequences(line));
    }
  }

  @Test
  @DisplayName("who follows gets a sign of life when nothing happens, and nobody is told after him")
  void signOfLife() throws IOException {
    open(TWO_FOLLOWERS);

    try (LineClient client = LineClient.ask(socket(), "/v1/events?follow=true")) {
      client.head();

      assertEquals(List.of("", "", ""), client.lines(3));
    }
    while (journal.followers() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  @DisplayName("entries that were gone before they could be told are counted")
  void lost() throws IOException {
    open(Limits.DEFAULT);

    try (LineClient client = LineClient.ask(socket(), "/v1/events?follow=true&most=0")) {
      client.head();
      awaitFollower();
      journal.happen(20_000);
      journal.forget(19_000);

      int told = 0;
      long lost = 0;
      while (told + lost < 20_000) {
        String line = client.line();
        if (line.startsWith("{\"lost\":")) {
          lost += Json.tree(line).path("lost").asLong();
        } else {
          told++;
        }
      }

      assertEquals(20_000, told + lost);
    }
  }

  @Test
  @DisplayName("who reads nothing of it is sent away, and costs no more than the tail")
  void neverReads() throws IOException {
    open(TWO_FOLLOWERS);
    try (LineClient client = LineClient.ask(socket(), "/v1/events?follow=true&most=0")) {
      client.head();
      awaitFollower();

      while (journal.followers() > 0) {
        journal.happen(100);
      }

      assertTrue(client.ends());
    }
  }

  @Test
  @DisplayName("followers beyond their number are told so, and take no place of those who ask")
  void tooMany() throws IOException {
    open(TWO_FOLLOWERS);
    try (LineClient one = LineClient.ask(socket(), "/v1/events?follow=true");
        LineClient two = LineClient.ask(socket(), "/v1/events?follow=true")) {
      one.head();
      two.head();

      try (LineClient three = LineClient.ask(socket(), "/v1/events?follow=true")) {
        assertTrue(three.head().startsWith("HTTP/1.1 503 "));
      }
      assertEquals(200, ask("/v1/events").status());
    }
  }

  @Test
  @DisplayName("tells the condition of each second")
  void condition() throws IOException {
    open(Limits.DEFAULT);

    ControlAnswer one = ask("/v1/condition?since=2026-11-22T05:28:00Z&until=2026-11-22T05:28:01Z");
    ControlAnswer all = ask("/v1/condition?since=2026-11-20T00:00:00Z&until=2026-11-23T00:00:00Z");

    assertEquals(
        new ControlAnswer(
            200,
            "{\"time\":\"2026-11-22T05:28:00Z\",\"cpuPercent\":12.5,\"stealPercent\":null,"
                + "\"cpuPressure\":0.4,\"ioPressure\":0.0,\"memoryPressure\":0.0,"
                + "\"memoryAvailableBytes\":1073741824,\"residentBytes\":314572800,"
                + "\"loopLateMillis\":0.4,\"checkerLateMillis\":1.5,\"gcMillis\":0.0,"
                + "\"inPackets\":1204,\"outPackets\":3}\n"),
        one);
    assertEquals(1_000, all.body().lines().count());
  }

  /** Until the past has ended for who follows. */
  private void awaitFollower() {
    while (journal.queries.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static List<Integer> sequences(String lines) throws IOException {
    List<Integer> sequences = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      sequences.add(Json.tree(line).path("sequence").asInt());
    }
    return sequences;
  }

  private ControlAnswer ask(String path) throws IOException {
    return new ControlClient(socket()).call("GET", path, "");
  }

  private void open(Limits limits) throws IOException {
    servers.add(ControlServer.open(socket(), EventRoutes.of(journal), limits));
  }

  private Path socket() {
    return folder.resolve("run/control.sock");
  }
}
