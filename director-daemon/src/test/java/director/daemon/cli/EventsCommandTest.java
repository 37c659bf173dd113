// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.cli.Keyboard.Ended;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events are asked for, and what is said of them. */
class EventsCommandTest {
  private static final String DOWN =
      "{\"sequence\":17,\"time\":\"2026-11-22T04:28:02.113Z\",\"kind\":\"state\","
          + "\"target\":\"server:photos/router1\",\"from\":\"UP\",\"to\":\"DOWN\","
          + "\"reason\":\"no answer within 3s\",\"by\":\"\",\"facts\":{},\"detail\":[]}";
  private static final String DISABLED =
      "{\"sequence\":18,\"time\":\"2026-11-22T04:28:03Z\",\"kind\":\"order\","
          + "\"target\":\"server:photos/router2\",\"from\":\"\",\"to\":\"\","
          + "\"reason\":\"BIOS\",\"by\":\"uid 0 (root)\",\"facts\":{},\"detail\":[\"3 connections\"]}";

  private final Keyboard keyboard = new Keyboard();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "events | ?most=50",
        "events -n 5 | ?most=5",
        "events --since 05:28 | ?most=100000&since=2026-11-22T04:28:00Z",
        "events --since -15m --until 5m -n 7"
            + " | ?most=7&since=2026-11-22T05:15:00Z&until=2026-11-22T05:25:00Z",
        "events --since 07:00 | ?most=100000&since=2026-11-21T06:00:00Z",
        "events --target photos/router1 | ?most=50&target=photos%2Frouter1"
      })
  @DisplayName("asks for what was typed, in the time of the zone")
  void asks(String command, String parameters) {
    keyboard.answerText("GET /v1/events" + parameters, DOWN + "\n");

    Ended ended = keyboard.type(command.split(" "));

    assertEquals(
        """
        Sunday 22 November 2026
        05:28:02.113  server:photos/router1           UP -> DOWN  no answer within 3s
        """,
        ended.out());
    assertEquals(0, ended.code());
  }

  @Test
  @DisplayName("following, it tells what is left out, passes over signs of life, and ends with 3")
  void follow() {
    keyboard.answerText(
        "GET /v1/events?most=10&follow=true",
        DOWN + "\n\n{\"lost\": 123}\n" + DISABLED + "\n{\"weather\": \"fine\"}\n");

    Ended ended = keyboard.type("events", "--follow");

    assertEquals(
        """
        Sunday 22 November 2026
        05:28:02.113  server:photos/router1           UP -> DOWN  no answer within 3s
        05:28:03.000  server:photos/router2           order  by uid 0 (root): BIOS
                        3 connections
        """,
        ended.out());
    assertEquals(
        """
        123 events are left out here: this reader is too slow
        directorctl: directord has ended: no more events follow
        """,
        ended.err());
    assertEquals(3, ended.code());
  }

  @Test
  @DisplayName("an order that has come to its end says so")
  void ended() {
    String ended = DISABLED.replace("\"from\":\"\"", "\"from\":\"disable\"");
    keyboard.answerText("GET /v1/events?most=50", ended + "\n");

    assertEquals(
        "05:28:03.000  server:photos/router2           order disable ended",
        keyboard.type("events").out().lines().skip(1).findFirst().orElseThrow());
  }

  @Test
  @DisplayName("as JSON it is line by line what the director said")
  void json() {
    keyboard.answerText("GET /v1/events?most=50", DOWN + "\n" + DISABLED + "\n");

    assertEquals(
        new Ended(0, DOWN + "\n" + DISABLED + "\n", ""), keyboard.type("-o", "json", "events"));
  }

  @Test
  @DisplayName("around a time it asks for both sides of it, events and seconds, and sorts them")
  void around() {
    String window = "since=2026-11-22T04:26:00Z&until=2026-11-22T04:30:00Z";
    String second = "{\"time\":\"2026-11-22T04:28:02Z\",\"cpuPercent\":12.0}";
    keyboard.answerText("GET /v1/events?most=100000&" + window, DOWN + "\n" + DISABLED + "\n");
    keyboard.answerText("GET /v1/condition?" + window, second + "\n");

    Ended ended = keyboard.type("-o", "json", "events", "--around", "05:28");

    assertEquals(new Ended(0, second + "\n" + DOWN + "\n" + DISABLED + "\n", ""), ended);
  }

  @Test
  @DisplayName("says that there are none, and passes on a refusal")
  void none() {
    keyboard.answerText("GET /v1/events?most=50", "");
    keyboard.refuse("GET /v1/events?most=50&target=x", "there is no x", "there is: photos");

    assertEquals(new Ended(0, "no events\n", ""), keyboard.type("events"));
    assertEquals(new Ended(0, "", ""), keyboard.type("events", "-ojson"));
    assertEquals(
        new Ended(4, "", "directorctl: there is no x\n  there is: photos\n"),
        keyboard.type("events", "--target", "x"));
  }

  @Test
  @DisplayName("a line that is not JSON is not of directord")
  void notOurs() {
    keyboard.answerText("GET /v1/events?most=50", "<html>\n");

    assertEquals(3, keyboard.type("events").code());
    assertEquals(List.of("GET /v1/events?most=50"), keyboard.calls);
  }
}
