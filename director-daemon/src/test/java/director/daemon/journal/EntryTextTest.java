// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTextTest {
  private static final Entry ENTRY =
      new Entry(
          17,
          Instant.parse("2026-11-22T05:28:00.123Z"),
          new Event(
              Event.Kind.STATE,
              Target.server("photos-https", "router1"),
              "UP",
              "DOWN",
              "HTTP 503 \"sick\", 3 of 3",
              "uid 1000 (anna)",
              new TreeMap<>(Map.of("weight", "1", "rise", "2")),
              List.of("first\nline", "Zürich")));

  private static final String TEXT =
      "{\"sequence\":17,\"time\":\"2026-11-22T05:28:00.123Z\",\"kind\":\"state\","
          + "\"target\":\"server:photos-https/router1\",\"from\":\"UP\",\"to\":\"DOWN\","
          + "\"reason\":\"HTTP 503 \\\"sick\\\", 3 of 3\",\"by\":\"uid 1000 (anna)\","
          + "\"facts\":{\"rise\":\"2\",\"weight\":\"1\"},\"detail\":[\"first\\nline\",\"Zürich\"]}";

  @Test
  @DisplayName("an entry is one line of JSON, with all fields in their order")
  void writes() {
    assertEquals(TEXT, EntryText.of(ENTRY));
    assertEquals(
        "{\"sequence\":1,\"time\":\"2026-11-22T05:28:01.123Z\",\"kind\":\"problem\","
            + "\"target\":\"node\",\"from\":\"\",\"to\":\"\",\"reason\":\"why\",\"by\":\"\","
            + "\"facts\":{},\"detail\":[]}",
        EntryText.of(
            new Entry(
                1,
                Entries.START.plusSeconds(1),
                Event.of(Event.Kind.PROBLEM, Target.NODE, "why"))));
  }

  @Test
  @DisplayName("it reads as it was")
  void reads() {
    assertEquals(Optional.of(ENTRY), EntryText.read(TEXT));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("every kind of event reads as it was")
  void kinds(Event.Kind kind) {
    Entry entry = new Entry(1, Entries.START, Event.of(kind, Target.IPVS, "why"));

    assertEquals(Optional.of(entry), EntryText.read(EntryText.of(entry)));
  }

  @Test
  @DisplayName("what a newer version says beside it is passed over; what it leaves out is empty")
  void newerVersion() {
    assertEquals(
        Optional.of(
            new Entry(
                3,
                Instant.parse("2026-11-22T05:28:00Z"),
                Event.of(Event.Kind.STOP, Target.NODE, ""))),
        EntryText.read(
            "{\"severity\":{\"of\":[1]},\"sequence\":3,\"time\":\"2026-11-22T05:28:00Z\","
                + "\"kind\":\"stop\",\"target\":\"node\",\"more\":null}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "17",
        "{",
        "{}",
        "{\"sequence\":0,\"time\":\"2026-11-22T05:28:00Z\",\"kind\":\"stop\",\"target\":\"node\"}",
        "{\"sequence\":3,\"time\":\"yesterday\",\"kind\":\"stop\",\"target\":\"node\"}",
        "{\"sequence\":3,\"time\":\"2026-11-22T05:28:00Z\",\"kind\":\"new\",\"target\":\"node\"}",
        "{\"sequence\":3,\"time\":\"2026-11-22T05:28:00Z\",\"kind\":\"stop\",\"target\":\"new:x\"}"
      })
  @DisplayName("what is no entry of ours is none")
  void none(String text) {
    assertEquals(Optional.empty(), EntryText.read(text));
  }

  @Test
  @DisplayName("half a character of UTF-16 is text like any other")
  void loneSurrogate() {
    Entry entry = new Entry(1, Entries.START, Event.of(Event.Kind.STOP, Target.NODE, "a\ud83db"));

    assertEquals(Optional.of(entry), EntryText.read(EntryText.of(entry)));
  }

  @Test
  @DisplayName("number, time and target can be seen without reading all of it")
  void glances() {
    Target strange = Target.service("a \"b\"\\");
    String text =
        EntryText.of(new Entry(18, Entries.START, Event.of(Event.Kind.STATE, strange, "why")));

    assertEquals(17, EntryText.sequence(TEXT));
    assertEquals(Optional.of(Instant.parse("2026-11-22T05:28:00.123Z")), EntryText.time(TEXT));
    assertTrue(EntryText.mayTell(TEXT, Target.service("photos-https")));
    assertTrue(EntryText.mayTell(TEXT, Target.server("photos-https", "router1")));
    assertTrue(EntryText.mayTell(text, strange));
    assertFalse(EntryText.mayTell(TEXT, Target.vip("photos-http2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"sequence\":", "{\"sequence\":x,\"time\":\"", "{\"time\":\"", ","})
  @DisplayName("a glance at rubbish finds nothing")
  void glancesAtRubbish(String text) {
    assertEquals(0, EntryText.sequence(text));
    assertEquals(Optional.empty(), EntryText.time(text));
  }
}
