// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.control.Answer.ErrorBody;
import director.daemon.control.Answer.ResultBody;
import director.daemon.control.CheckRunReport;
import director.daemon.control.CheckRunReports;
import director.daemon.control.ControlAnswer;
import director.daemon.control.ControlApi;
import director.daemon.control.ControlClient;
import director.daemon.control.IpvsReports;
import director.daemon.control.Json;
import director.daemon.control.Reports;
import director.daemon.control.StatsReport;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.VersionReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectorCtlTest {
  private final List<String> calls = new ArrayList<>();
  private final Map<String, ControlAnswer> answers = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();
  private List<String> configProblems = List.of();
  private List<String> configWarnings = List.of();
  private List<String> configQuestions = List.of();
  private boolean terminal;
  private final Shell.Pause pause = this::pass;
  private Optional<TerminalSize> measured = Optional.empty();
  private final List<Duration> pauses = new ArrayList<>();

  private record Ended(int code, String out, String err) {}

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "status, 0, 1, 1",
    "vip list, 0, 1, 1",
    "vip show photos, 0, 0, 1",
    "service list, 0, 1, 0",
    "server list, 0, 1, 0",
    "server list photos-https, 0, 1, 0",
    "service show photos-https, 0, 1, 0",
    "ipvs show, 0, 0, 0"
  })
  @DisplayName("ends with 0 when all is well, 1 when what it shows is degraded")
  void exitCodes(String command, int well, int degraded, int electorGone) {
    List<Integer> codes = new ArrayList<>();
    for (StatusReport report :
        List.of(Reports.allWell(), Reports.degraded(), Reports.electorGone())) {
      status(report);
      answer("GET /v1/stats", 200, Reports.stats());
      codes.add(run(command.split(" ")).code());
      codes.add(run(("-o json " + command).split(" ")).code());
    }

    assertEquals(List.of(well, well, degraded, degraded, electorGone, electorGone), codes);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"service list", "server list", "service show photos-https"})
  @DisplayName("a server that is DOWN is nothing bad as long as an order keeps it out")
  void downAndOut(String command) throws IOException {
    ObjectNode tree = (ObjectNode) Json.tree(Json.text(Reports.allWell()));
    Service photos = Reports.photos(Reports.up("router1"), IpvsReports.orderedOut("router2"));
    tree.set("services", JsonNodeFactory.instance.arrayNode().add(Json.tree(Json.text(photos))));
    answer("GET /v1/status", 200, tree);
    answer("GET /v1/stats", 200, Reports.stats());

    assertEquals(ExitCodes.FINE, run(command.split(" ")).code());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "status",
        "vip list",
        "vip show photos",
        "vip handover photos",
        "node standby --reason BIOS",
        "node resume",
        "service list",
        "server list",
        "server enable photos router1",
        "server disable photos router1",
        "server quiesce photos router1",
        "server drain photos router1 --within 5m",
        "server weight photos router1 7",
        "service show photos",
        "check run photos router1",
        "stats",
        "stats photos --watch",
        "ipvs show",
        "ipvs save",
        "reload",
        "reload --plan",
        "reload --confirm 60s",
        "config show",
        "config confirm",
        "config undo",
        "explain photos",
        "events",
        "events --follow",
        "events --around 05:28",
        "status --watch",
        "stop --keep",
        "version",
        "-o json version"
      })
  @DisplayName("without a daemon ends with 3, and says so on standard error")
  void unreachable(String command, @TempDir Path folder) {
    String socket = folder.resolve("control.sock").toString();

    Ended ended = run(ControlClient::new, (command + " --control-socket " + socket).split(" "));

    assertEquals(ExitCodes.UNREACHABLE, ended.code());
    assertEquals(
        "directorctl: cannot reach directord at "
            + socket
            + ": no such file: is the daemon running? (systemctl status directord)\n",
        ended.err());
  }

  @Test
  @DisplayName("a run of checks ends as its verdict says, or with 4 when there is none")
  void checkRun() {
    String path = "POST /v1/services/photos-https/servers/router1/check";
    List<Integer> codes = new ArrayList<>();
    for (CheckRunReport report :
        List.of(CheckRunReports.passed(), CheckRunReports.failed(), CheckRunReports.noVerdict())) {
      answer(path, 200, report);
      codes.add(run("check", "run", "photos-https", "router1").code());
      codes.add(run("-o", "json", "check", "run", "photos-https", "router1").code());
    }
    answer(path, 409, new ErrorBody("there is no check tls", List.of("there is: ssh")));

    Ended refused = run("check", "run", "photos-https", "router1", "--check", "tls");

    assertEquals(List.of(0, 0, 1, 1, 4, 4), codes);
    assertEquals(4, refused.code());
    assertEquals("directorctl: there is no check tls\n  there is: ssh\n", refused.err());
    assertEquals(path + " {\"check\":\"tls\"}", calls.get(calls.size() - 1));
  }

  @Test
  @DisplayName("an answer that is not from a directord ends with 3")
  void notOurs() {
    answers.put("GET /v1/status", new ControlAnswer(200, "{\"hello\": \"world\"}"));
    answers.put("POST /v1/reload", new ControlAnswer(200, "<html>"));

    assertEquals(3, run("status").code());
    assertEquals(3, run("reload").code());
    assertTrue(
        run("status")
            .err()
            .startsWith("directorctl: the answer is not one of directord: is it of"));
  }

  @Test
  @DisplayName("prints a table by default, as wide as COLUMNS says")
  void table() {
    status(Reports.allWell());
    environment.put("COLUMNS", "60");

    Ended ended = run("status");

    assertEquals("all well               director-a, directord 0.1.0, up 3d 7h", firstLine(ended));
    assertEquals("", ended.err());
  }

  @ParameterizedTest(name = "COLUMNS={0}")
  @CsvSource({"'', 80", "abc, 80", "-5, 80", "0, 40", "7, 40", "132, 132", "9999, 400"})
  @DisplayName("takes no nonsense from COLUMNS")
  void columns(String columns, int width) {
    status(Reports.allWell());
    environment.put("COLUMNS", columns);

    assertEquals(width, firstLine(run("status")).length());
  }

  @Test
  @DisplayName("colours for a terminal that can, or when told to")
  void colour() {
    status(Reports.allWell());
    List<Boolean> coloured = new ArrayList<>();

    coloured.add(run("status").out().contains("\033"));
    coloured.add(run("--color=always", "status").out().contains("\033"));
    terminal = true;
    environment.put("TERM", "xterm");
    coloured.add(run("status").out().contains("\033"));
    coloured.add(run("status", "--color", "never").out().contains("\033"));
    environment.put("NO_COLOR", "1");
    coloured.add(run("status").out().contains("\033"));
    environment.remove("NO_COLOR");
    environment.put("TERM", "dumb");
    coloured.add(run("status").out().contains("\033"));

    assertEquals(List.of(false, true, true, false, false, false), coloured);
  }

  @Test
  @DisplayName("-o json is what the server said, unknown fields included")
  void json() throws IOException {
    answers.put(
        "GET /v1/status",
        new ControlAnswer(
            200, json(Reports.degraded()).replaceFirst("\\{", "{\"weather\":\"fine\",")));

    JsonNode status = Json.tree(run("-o", "json", "status").out());
    JsonNode vips = Json.tree(run("vip", "list", "-ojson").out());
    JsonNode services = Json.tree(run("service", "list", "--output", "JSON").out());
    JsonNode servers = Json.tree(run("server", "list", "thumbs", "-o=json").out());

    assertEquals("fine", status.path("weather").asText());
    assertEquals(status.at("/vrrp/instances"), vips);
    assertEquals(status.path("services"), services);
    assertEquals(2, servers.size());
    assertEquals("thumbs", servers.at("/0/service").asText());
    assertEquals("router1", servers.at("/0/name").asText());
    assertEquals("DOWN", servers.at("/0/state").asText());
  }

  @Test
  @DisplayName("the servers of a service that does not exist are refused, with those that do")
  void noSuchService() {
    status(Reports.degraded());

    assertEquals(
        new Ended(
            4,
            "",
            "directorctl: there is no service photos\n  did you mean photos-https?\n  there is: photos-https, thumbs\n"),
        run("server", "list", "photos"));
  }

  @Test
  @DisplayName("lists the servers of one service only")
  void serversOfOneService() {
    status(Reports.degraded());

    Ended ended = run("server", "list", "thumbs");

    assertEquals(
        """
           SERVICE  SERVER   STATE     WEIGHT  LAST CHECK       TOOK  NEXT  STREAK
        !! thumbs   router1  DOWN         -/1  no answer in 3s  3.0s   now  -
           thumbs   router2  DISABLED    -/10  -                   -     -  -
        """,
        ended.out());
  }

  @Test
  @DisplayName("orders print what was done")
  void orders() {
    answer("POST /v1/reload", 200, new ResultBody("reloaded", List.of("1 service added")));
    answer("POST /v1/stop", 200, new ResultBody("stopping", List.of()));

    assertEquals(new Ended(0, "reloaded\n  1 service added\n", ""), run("reload"));
    assertEquals(new Ended(0, "stopping\n", ""), run("stop"));
    assertEquals(new Ended(0, "stopping\n", ""), run("stop", "--keep"));
    assertEquals(
        List.of(
            "POST /v1/reload ",
            "POST /v1/stop {\"keep\": false}",
            "POST /v1/stop {\"keep\": true}"),
        calls);
  }

  @Test
  @DisplayName("orders about a server are sent as they were typed, and print what was done")
  void serverOrders() {
    String router1 = "POST /v1/services/photos/servers/router1";
    answer(router1, 200, new ResultBody("photos/router1: draining", List.of("17 connections")));

    assertEquals(
        new Ended(0, "photos/router1: draining\n  17 connections\n", ""),
        run("server", "drain", "photos", "router1", "--within", "5m", "--reason", "BIOS \"new\""));
    run("server", "drain", "photos", "router1");
    run("server", "enable", "photos", "router1");
    run("server", "disable", "photos", "router1", "--reason=smoke");
    run("server", "quiesce", "photos", "router1");
    run("server", "weight", "photos", "router1", "0");

    assertEquals(
        List.of(
            " {\"verb\":\"drain\",\"weight\":null,\"within\":300,\"reason\":\"BIOS \\\"new\\\"\"}",
            " {\"verb\":\"drain\",\"weight\":null,\"within\":null,\"reason\":\"\"}",
            " {\"verb\":\"enable\",\"weight\":null,\"within\":null,\"reason\":\"\"}",
            " {\"verb\":\"disable\",\"weight\":null,\"within\":null,\"reason\":\"smoke\"}",
            " {\"verb\":\"quiesce\",\"weight\":null,\"within\":null,\"reason\":\"\"}",
            " {\"verb\":\"weight\",\"weight\":0,\"within\":null,\"reason\":\"\"}"),
        calls.stream().map(call -> call.replace(router1, "")).toList());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "pool@2001:db8::1, pool@2001:db8::1",
    "a/../b, a%2F..%2Fb",
    "a b, a%20b",
    "r?x, r%3Fx",
    "ä, %C3%A4",
    "%41, %2541"
  })
  @DisplayName("whatever is typed for a server stays one segment of the path")
  void oneSegment(String typed, String sent) {
    String path = "POST /v1/services/photos/servers/" + sent;
    answer(path, 409, new ErrorBody("no such server", List.of("did you mean router1?")));

    Ended ended = run("server", "enable", "photos", typed);

    assertEquals(new Ended(4, "", "directorctl: no such server\n  did you mean router1?\n"), ended);
  }

  @Test
  @DisplayName("watching draws again after each pause, with what has come since")
  void watch() {
    answer("GET /v1/stats", 200, IpvsReports.looks().get(0));

    Ended ended = run("stats", "photos", "--watch", "3");

    assertEquals(0, ended.code());
    assertEquals(
        List.of(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3)), pauses);
    assertEquals(List.of("GET /v1/stats ", "GET /v1/stats ", "GET /v1/stats "), calls);
    assertEquals(
        List.of(
            "2026-11-22T05:28:40Z",
            "2026-11-22T05:28:40Z, 0.0 s after the screen before",
            "2026-11-22T05:28:40Z, 0.0 s after the screen before"),
        ended.out().lines().filter(line -> line.startsWith("2026")).toList());
    assertFalse(ended.out().contains("\033"), "nothing that only a terminal understands");
  }

  @Test
  @DisplayName("on a terminal one screen takes the place of the other, and fits")
  void watchOnTerminal() {
    answer(
        "GET /v1/stats",
        200,
        new StatsReport(
            Reports.stats().time(),
            List.of(IpvsReports.counted(IpvsReports.crowd(300))),
            List.of()));
    terminal = true;
    environment.put("TERM", "xterm");
    environment.put("LINES", "30");

    Ended ended = run("stats", "photos", "--watch");

    assertEquals(3, ended.out().split("\033\\[H\033\\[J", -1).length - 1);
    assertEquals(3 * 29, ended.out().lines().count());
    assertEquals(Duration.ofSeconds(2), pauses.get(0));
  }

  @Test
  @DisplayName("the statistics of one service, and of one that is not there")
  void statsOfOne() throws IOException {
    answer("GET /v1/stats", 200, Reports.stats());

    Ended table = run("stats", "thumbs");
    JsonNode json = Json.tree(run("stats", "thumbs", "-o", "json").out());

    assertEquals(
        """
           SERVICE         WEIGHT  ACTIVE  INACT  CONN/S  PKT/S  BYTE/S  CONNS  BYTES
           thumbs               -       3      0       -      -       -      -      -
             router1            -       -      -       -      -       -      -      -
             sorry-server       1       3      0       1     10     800     12   9600
        """,
        table.out());
    assertEquals(List.of("thumbs"), json.path("services").findValuesAsText("name").subList(0, 1));
    assertEquals(
        new Ended(
            4,
            "",
            "directorctl: there is no service thumb\n  did you mean thumbs?\n"
                + "  there is: photos-https, thumbs\n"),
        run("stats", "thumb"));
  }

  @Test
  @DisplayName("watching as JSON gives a line for each look")
  void watchJson() throws IOException {
    answer("GET /v1/stats", 200, Reports.stats());

    List<String> lines = run("stats", "--watch", "-o", "json").out().lines().toList();

    assertEquals(3, lines.size());
    assertEquals(Reports.stats(), Json.read(Json.tree(lines.get(2)), StatsReport.class));
  }

  @Test
  @DisplayName("the saved table is printed as it came, or as lines of JSON")
  void save() throws IOException {
    String saved =
        "-A -t 203.0.113.10:443 -s wrr\n-a -t 203.0.113.10:443 -r 10.0.0.11:443 -g -w 1\n";
    answers.put("GET /v1/ipvs/save", new ControlAnswer(200, saved));

    assertEquals(new Ended(0, saved, ""), run("ipvs", "save"));
    assertEquals(
        "-A -t 203.0.113.10:443 -s wrr",
        Json.tree(run("ipvs", "save", "-o", "json").out()).at("/lines/0").asText());
    answer("GET /v1/ipvs/save", 500, new ErrorBody("internal error", List.of()));
    assertEquals(new Ended(4, "", "directorctl: internal error\n"), run("ipvs", "save"));
  }

  @Test
  @DisplayName("what concerns IPVS is degraded when a setting is not as wanted, or after drift")
  void ipvsShow() throws IOException {
    status(IpvsReports.troubled());

    Ended table = run("ipvs", "show");
    Ended json = run("ipvs", "show", "-o", "json");

    assertEquals(List.of(1, 1), List.of(table.code(), json.code()));
    assertEquals(9, Json.tree(json.out()).at("/drift/total").asInt());
  }

  @Test
  @DisplayName("of one service the JSON is its element of the status, with that of the stats")
  void serviceShow() throws IOException {
    status(Reports.degraded());
    answer("GET /v1/stats", 200, Reports.stats());

    JsonNode json = Json.tree(run("service", "show", "photos-https", "-o", "json").out());

    assertEquals("photos-https", json.path("name").asText());
    assertEquals(80_012, json.at("/stats/rates/connections").asLong());
    assertEquals(
        new Ended(
            4,
            "",
            "directorctl: there is no service thumbz\n  did you mean thumbs?\n"
                + "  there is: photos-https, thumbs\n"),
        run("service", "show", "thumbz"));
  }

  @Test
  @DisplayName("an instance that does not exist cannot be shown; those that do are named")
  void noSuchInstance() {
    status(Reports.degraded());

    assertEquals(
        new Ended(4, "", "directorctl: there is no instance thumbs\n  there is: photos, admin\n"),
        run("vip", "show", "thumbs"));
  }

  @Test
  @DisplayName("of one instance the JSON is its element of the status")
  void instanceJson() throws IOException {
    status(Reports.degraded());

    Ended ended = run("vip", "show", "admin", "-o", "json");

    assertEquals(1, ended.code());
    assertEquals("FAULT", Json.tree(ended.out()).path("state").asText());
    assertEquals("standby: BIOS update", Json.tree(ended.out()).path("withheld").asText());
  }

  @Test
  @DisplayName("handover, standby and resume are sent with their reasons")
  void roles() {
    ResultBody done = new ResultBody("192.0.2.2 is MASTER of photos", List.of("after 611 ms"));
    answer("POST /v1/vip/handover", 200, done);
    answer("POST /v1/node/standby", 200, new ResultBody("standing by", List.of()));
    answer("POST /v1/node/resume", 200, new ResultBody("resumed", List.of()));

    assertEquals(
        new Ended(0, "192.0.2.2 is MASTER of photos\n  after 611 ms\n", ""),
        run("vip", "handover", "photos", "--reason", "BIOS \"new\""));
    run("node", "standby");
    run("node", "resume");

    assertEquals(
        List.of(
            "POST /v1/vip/handover {\"name\":\"photos\",\"reason\":\"BIOS \\\"new\\\"\"}",
            "POST /v1/node/standby {\"reason\":\"\"}",
            "POST /v1/node/resume "),
        calls);
  }

  @Test
  @DisplayName("a refused order ends with 4 and says all that is wrong")
  void refused() {
    answer("POST /v1/reload", 409, new ErrorBody("the config was refused", List.of("a:1", "a:2")));
    answer("POST /v1/stop", 500, new ErrorBody("internal error", List.of()));

    assertEquals(
        new Ended(4, "", "directorctl: the config was refused\n  a:1\n  a:2\n"), run("reload"));
    assertEquals(new Ended(4, "", "directorctl: internal error\n"), run("stop"));
  }

  @Test
  @DisplayName("config check prints every problem on standard error and ends with 4")
  void configCheck() throws IOException {
    assertEquals(new Ended(0, "a.conf: fine\n", ""), run("config", "check", "a.conf"));
    configProblems = List.of("a.conf:3: x: is missing", "a.conf:7: y: must be 1..255, but is 0");
    assertEquals(
        new Ended(
            4,
            "",
            """
            a.conf:3: x: is missing
            a.conf:7: y: must be 1..255, but is 0
            a.conf: refused, 2 problems
            """),
        run("config", "check", "a.conf"));
    Ended json = run("config", "check", "a.conf", "-o", "json");
    assertEquals(4, json.code());
    assertEquals("a.conf:3: x: is missing", Json.tree(json.out()).at("/problems/0").asText());
    assertEquals(List.of(), calls);
  }

  @Test
  @DisplayName("config check warns of what is allowed, and ends with 0")
  void configWarnings() throws IOException {
    configWarnings = List.of("a.conf:5: vrrp.instances.photos: a password in clear text");

    assertEquals(
        new Ended(
            0,
            "a.conf: fine\n",
            "warning: a.conf:5: vrrp.instances.photos: a password in clear text\n"),
        run("config", "check", "a.conf"));
    assertEquals(
        "a.conf:5: vrrp.instances.photos: a password in clear text",
        Json.tree(run("config", "check", "a.conf", "-o", "json").out()).at("/warnings/0").asText());
    assertEquals(1, run("config", "check", "a.conf", "--strict").code());
  }

  @Test
  @DisplayName("config check says what it could not ask, and who can")
  void configQuestions() throws IOException {
    configQuestions = List.of("a.conf:7: actions.redeploy: whether directord would run it");

    assertEquals(
        new Ended(
            0,
            "a.conf: fine, but for what was not asked: that takes the rights of the daemon, as root by"
                + " /usr/lib/directord/libexec/check a.conf\n",
            "not asked: a.conf:7: actions.redeploy: whether directord would run it\n"),
        run("config", "check", "a.conf", "--strict"));
    assertEquals(
        "a.conf:7: actions.redeploy: whether directord would run it",
        Json.tree(run("config", "check", "a.conf", "-o", "json").out())
            .at("/questions/0")
            .asText());
  }

  @Test
  @DisplayName("version shows both versions, --version needs no daemon")
  void version() {
    answer("GET /v1/version", 200, new VersionReport("directord", "0.1.0", 811));

    assertEquals(
        new Ended(0, "directorctl development\ndirectord   0.1.0 (pid 811)\n", ""), run("version"));
    assertEquals(new Ended(0, "directorctl development\n", ""), run("--version"));
    assertEquals(List.of("GET /v1/version "), calls);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "",
        "vip",
        "server",
        "config",
        "config check",
        "statsu",
        "status --nonsense",
        "status extra",
        "server list a b",
        "server drain photos",
        "server drain photos router1 --within 300",
        "server drain photos router1 --within 0s",
        "server drain photos router1 --within 25h",
        "server quiesce photos router1 --within 5m",
        "server weight photos router1",
        "server weight photos router1 -1",
        "server weight photos router1 65536",
        "server weight photos router1 heavy",
        "server enable photos router1 router2",
        "service show",
        "stats --watch=1",
        "stats --watch 3601",
        "stats photos thumbs",
        "ipvs",
        "ipvs save extra",
        "-o yaml status",
        "--color=pink status",
        "--control-socket",
        "stop --keep=perhaps"
      })
  @DisplayName("wrong usage ends with 2, on standard error, and asks the daemon nothing")
  void usage(String arguments) {
    status(Reports.allWell());

    Ended ended = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertEquals(ExitCodes.USAGE, ended.code());
    assertEquals("", ended.out());
    assertTrue(ended.err().startsWith("directorctl: "), ended.err());
    assertTrue(ended.err().contains(" --help\"."), ended.err());
    assertEquals(List.of(), calls);
  }

  @Test
  @DisplayName("a misspelt command is answered with the one that was meant")
  void didYouMean() {
    assertEquals(
        """
        directorctl: Unmatched argument at index 0: 'statsu'
        Did you mean: directorctl stats or directorctl status or directorctl stop?
        """,
        run("statsu").err().lines().limit(2).map(line -> line + "\n").reduce("", String::concat));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "status",
        "explain",
        "events",
        "vip list",
        "vip show",
        "vip handover",
        "node standby",
        "node resume",
        "service list",
        "server list",
        "server enable",
        "server disable",
        "server quiesce",
        "server drain",
        "server weight",
        "service show",
        "stats",
        "ipvs show",
        "ipvs save",
        "config check",
        "config plan",
        "config show",
        "config confirm",
        "config undo",
        "reload",
        "stop",
        "version"
      })
  @DisplayName("the help of every command names its exit codes")
  void help(String command) {
    Ended ended = run((command + " --help").split(" "));

    assertEquals(0, ended.code());
    assertEquals("", ended.err());
    assertTrue(ended.out().contains("\nExit codes:\n  0   "), ended.out());
    assertTrue(ended.out().startsWith("Usage: directorctl " + command + " "), ended.out());
    assertEquals(List.of(), ended.out().lines().filter(line -> line.length() > 80).toList());
  }

  @Test
  @DisplayName("a mistake of our own is neither good nor bad news of the director")
  void ownMistake() {
    Ended ended =
        run(
            socket -> {
              throw new IllegalStateException("boom");
            },
            "status");

    assertEquals(ExitCodes.INTERNAL_ERROR, ended.code());
    assertTrue(ended.err().contains("boom"));
  }

  private Ended run(String... arguments) {
    return run(socket -> this::call, arguments);
  }

  private Ended run(java.util.function.Function<Path, ControlApi> directors, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Shell shell =
        new Shell(
            new PrintWriter(out),
            new PrintWriter(err),
            environment,
            terminal,
            pause,
            () -> Clock.fixed(Instant.parse("2026-11-22T05:30:00Z"), ZoneId.of("Europe/Berlin")),
            () -> measured);
    int code =
        DirectorCtl.run(
            arguments,
            directors,
            file ->
                new ConfigChecker.Verdict(
                    configProblems, configWarnings, configQuestions, List.of()),
            (config, stateDirectory, running) -> Diagnoses.SOUND,
            shell);
    return new Ended(code, out.toString(), err.toString());
  }

  private ControlAnswer call(String method, String path, String body) {
    calls.add(method + " " + path + " " + body);
    ControlAnswer older = new ControlAnswer(400, "{\"error\": \"no such parameter\"}");
    return answers.getOrDefault(method + " " + path, older);
  }

  /** Lets the third screen be the last. */
  private boolean pass(Duration time) {
    pauses.add(time);
    return pauses.size() < 3;
  }

  private void status(StatusReport report) {
    answer("GET /v1/status", 200, report);
  }

  private void answer(String request, int status, Object body) {
    answers.put(request, new ControlAnswer(status, json(body)));
  }

  private static String json(Object body) {
    return new String(Json.bytes(body), StandardCharsets.UTF_8);
  }

  private static String firstLine(Ended ended) {
    return ended.out().lines().findFirst().orElse("");
  }
}
