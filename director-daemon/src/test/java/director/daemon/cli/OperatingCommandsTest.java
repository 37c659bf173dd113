// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.cli.Keyboard.Ended;
import director.daemon.control.Answer.ResultBody;
import director.daemon.control.Json;
import director.daemon.control.PlanReport;
import director.daemon.control.PlanReport.Change;
import director.daemon.control.Reports;
import director.daemon.explain.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Explaining, planning, reloading, and orders that last. */
class OperatingCommandsTest {
  private final Keyboard keyboard = new Keyboard();

  @ParameterizedTest(name = "{0}")
  @CsvSource({"UP, 0", "MASTER, 0", "DISABLED, 0", "DOWN, 1", "DEGRADED, 1", "FAULT, 1", "NEW, 1"})
  @DisplayName("explain ends with 1 when what it explains is not well")
  void explainCodes(String state, int code) {
    keyboard.answer("GET /v1/explain?target=photos-https%2Frouter1", explanation(state));

    Ended ended = keyboard.type("explain", "photos-https/router1");

    assertEquals(code, ended.code());
    assertTrue(ended.out().startsWith("it is " + state + "\n"), ended.out());
    assertEquals(code, keyboard.type("-ojson", "explain", "photos-https/router1").code());
  }

  @Test
  @DisplayName("explain passes on what was probably meant")
  void explainUnknown() {
    keyboard.refuse("GET /v1/explain?target=photo", "there is no photo", "did you mean photos?");

    assertEquals(
        new Ended(4, "", "directorctl: there is no photo\n  did you mean photos?\n"),
        keyboard.type("explain", "photo"));
  }

  @Test
  @DisplayName("config plan sends the file as it is, under its whole name")
  void planOfFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("new.conf"), "a = \"b\"\n");
    keyboard.answer("POST /v1/config/plan", plan(0L));

    Ended ended = keyboard.type("config", "plan", file.toString());

    assertEquals(0, ended.code());
    assertEquals(
        List.of("POST /v1/config/plan {\"name\":\"" + file + "\",\"text\":\"a = \\\"b\\\"\\n\"}"),
        keyboard.calls);
  }

  @Test
  @DisplayName(
      "a plan ends with 0 if nobody loses a connection, 1 if somebody does or nobody knows")
  void planCodes() {
    List<Integer> codes = new ArrayList<>();
    for (PlanReport plan :
        List.of(
            plan(0L, change("remove")),
            plan(7L, change("remove")),
            plan(null, change("remove")),
            plan(null, change("add")),
            plan(null))) {
      keyboard.answer("POST /v1/config/plan", plan);
      codes.add(keyboard.type("reload", "--plan").code());
    }

    assertEquals(List.of(0, 1, 1, 0, 0), codes);
  }

  @Test
  @DisplayName("a plan of a bad config tells all of its problems, and ends with 4")
  void planRefused() {
    PlanReport refused =
        new PlanReport(
            "new.conf",
            false,
            List.of("new.conf:3: a: must be 1..4", "new.conf:9: b: is missing"),
            List.of("new.conf:1: c: is not used"),
            List.of(),
            null);
    keyboard.answer("POST /v1/config/plan", refused);

    assertEquals(
        new Ended(
            4,
            "",
            """
            warning: new.conf:1: c: is not used
            new.conf:3: a: must be 1..4
            new.conf:9: b: is missing
            new.conf: would be refused, 2 problems
            """),
        keyboard.type("reload", "--plan"));
    assertEquals(4, keyboard.type("-o", "json", "reload", "--plan").code());
  }

  @Test
  @DisplayName("a file that is not there is refused before anybody is asked")
  void planWithoutFile(@TempDir Path folder) {
    Path file = folder.resolve("no.conf");

    assertEquals(
        new Ended(4, "", "directorctl: there is no file " + file + "\n"),
        keyboard.type("config", "plan", file.toString()));
    assertEquals(List.of(), keyboard.calls);
  }

  @Test
  @DisplayName("config show prints the text as it comes")
  void show() {
    keyboard.answerText("GET /v1/config", "a = 1\n");
    keyboard.answerText("GET /v1/config?effective=true", "a = 1\nb = 2\n");

    assertEquals(new Ended(0, "a = 1\n", ""), keyboard.type("config", "show"));
    assertEquals(
        new Ended(0, "a = 1\nb = 2\n", ""), keyboard.type("config", "show", "--effective"));
  }

  @Test
  @DisplayName("reload --confirm says what it did, and what to type")
  void reloadConfirm() {
    keyboard.answer(
        "POST /v1/reload", new ResultBody("the config is in use for 60 s", List.of("1 changed")));

    assertEquals(
        new Ended(
            0,
            """
            the config is in use for 60 s
              1 changed
            keep it:       directorctl config confirm
            take it back:  directorctl config undo
            """,
            ""),
        keyboard.type("reload", "--confirm", "1m"));
    assertEquals(List.of("POST /v1/reload {\"confirm\":\"60s\"}"), keyboard.calls);
  }

  @Test
  @DisplayName("status asks for all of few servers, and of many for those that stand out")
  void overview() throws IOException {
    ObjectNode summary = (ObjectNode) Json.tree(Json.text(Reports.allWell()));
    ObjectNode service = (ObjectNode) summary.at("/services/0");
    keyboard.answer("GET /v1/status", Reports.degraded());
    service.putObject("counts").put("UP", 3);
    keyboard.answerText("GET /v1/status?view=summary", summary.toString());
    int few = keyboard.type("status").code();
    service.putObject("counts").put("UP", 40_000).put("DOWN", 0);
    keyboard.answerText("GET /v1/status?view=summary", summary.toString());
    int many = keyboard.type("status").code();
    int json = keyboard.type("status", "-ojson").code();

    assertEquals(List.of(1, 0, 1), List.of(few, many, json));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "reload | POST /v1/reload",
        "config confirm | POST /v1/reload/confirm",
        "config undo | POST /v1/reload/undo",
        "node standby --for 30m --persist --reason BIOS | POST /v1/node/standby"
            + " {'reason':'BIOS','for':'1800s','persist':true}",
        "node standby | POST /v1/node/standby {'reason':''}",
        "node resume | POST /v1/node/resume",
        "node resume --reason done | POST /v1/node/resume {'reason':'done'}",
        "vip handover photos --persist | POST /v1/vip/handover"
            + " {'name':'photos','reason':'','persist':true}",
        "vip handover photos --reason BIOS | POST /v1/vip/handover"
            + " {'name':'photos','reason':'BIOS'}",
        "server disable p r --persist | POST /v1/services/p/servers/r"
            + " {'verb':'disable','weight':null,'within':null,'reason':'','persist':true}",
        "server drain p r --within 5m | POST /v1/services/p/servers/r"
            + " {'verb':'drain','weight':null,'within':300,'reason':''}"
      })
  @DisplayName("orders say what they say, and persist only where it was asked for")
  void orders(String command, String call) {
    keyboard.answer(call.split(" \\{")[0], new ResultBody("done", List.of()));

    Ended ended = keyboard.type(command.split(" "));

    assertEquals(new Ended(0, "done\n", ""), ended);
    assertEquals(List.of(call.replace('\'', '"')), keyboard.calls);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "explain",
        "explain a b",
        "explain a --watch 0",
        "status --watch 3601",
        "reload --plan --confirm 60s",
        "reload --confirm soon",
        "config plan",
        "config show file",
        "config",
        "node standby --for 30",
        "node resume --persist",
        "events --since noon",
        "events --around 5",
        "events --around 05:28 --follow",
        "events --around 05:28 --since 05:00",
        "events --around 05:28 --within 13h",
        "events --within 2m",
        "events --follow --until 05:28",
        "events --most 0"
      })
  @DisplayName("wrong usage ends with 2, and asks the daemon nothing")
  void usage(String arguments) {
    Ended ended = keyboard.type(arguments.split(" "));

    assertEquals(ExitCodes.USAGE, ended.code(), ended.out());
    assertTrue(ended.err().startsWith("directorctl: "), ended.err());
    assertEquals(List.of(), keyboard.calls);
  }

  private static Explanation explanation(String state) {
    return new Explanation(
        "server:photos-https/router1",
        state,
        Instant.parse("2026-11-22T05:28:02Z"),
        "it is " + state,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static PlanReport plan(Long connections, Change... changes) {
    return new PlanReport("new.conf", true, List.of(), List.of(), List.of(changes), connections);
  }

  private static Change change(String verb) {
    return new Change(verb, "server:photos-https/router1", List.of(), "", null);
  }
}
