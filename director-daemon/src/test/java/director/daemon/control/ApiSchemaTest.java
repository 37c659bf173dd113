// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.control.StatusReport.Config;
import director.daemon.control.StatusReport.Ladder;
import director.daemon.control.StatusReport.Order;
import director.daemon.control.StatusReport.Service;
import director.daemon.explain.Answer.Found;
import director.daemon.explain.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** docs/api.schema.json and the answers of a running server say the same, in both directions. */
@Timeout(60)
class ApiSchemaTest {
  private static final Instant NOW = Instant.parse("2026-11-22T05:28:40Z");
  private static final Path SCHEMA = Path.of("../docs/api.schema.json");

  @TempDir Path folder;

  private final MemoryJournal journal = new MemoryJournal();
  private final ControlServerTest.FakeDirector director = new ControlServerTest.FakeDirector();
  private ControlServer server;
  private SchemaCheck schema;

  @BeforeEach
  void open() throws IOException {
    schema = new SchemaCheck(Json.tree(Files.readString(SCHEMA)));
    Routes routes =
        Routes.of(
            director,
            new ConfigRoutesTest.FakeConfig(),
            journal,
            (report, target) ->
                new Found(
                    new Explanation(
                        target,
                        "DOWN",
                        NOW,
                        "it is",
                        List.of("a"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of())));
    server = ControlServer.open(socket(), routes, Limits.DEFAULT);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("every field of every answer is in the schema, and every property of it occurs")
  void both() throws IOException {
    journal.happen(1);
    List<String> mistakes = new ArrayList<>();
    for (StatusReport report : reports()) {
      director.status = report;
      call("POST", "/v1/stop"); // so that the next status is a new one
      mistakes.addAll(check("GET /v1/status", "/v1/status"));
      call("POST", "/v1/stop");
      mistakes.addAll(check("GET /v1/status", "/v1/status?view=summary"));
    }
    mistakes.addAll(check("GET /v1/explain", "/v1/explain?target=vip:photos"));
    mistakes.addAll(check("GET /v1/stats", "/v1/stats"));
    mistakes.addAll(check("GET /v1/version", "/v1/version"));
    mistakes.addAll(check("a line of GET /v1/events", "/v1/events"));
    mistakes.addAll(
        check(
            "a line of GET /v1/condition",
            "/v1/condition?since=2026-11-22T05:28:00Z&until=2026-11-22T05:28:01Z"));
    mistakes.addAll(check("an error", "/v1/nothing"));
    mistakes.addAll(ordered("POST /v1/config/plan", "/v1/config/plan"));
    String check = "/v1/services/photos/servers/router1/check";
    mistakes.addAll(ordered("POST /v1/services/{service}/servers/{server}/check", check));
    mistakes.addAll(ordered("an order that was done", "/v1/stop"));
    mistakes.addAll(
        schema.mistakes(
            "a line in place of lost events", Json.tree(Json.text(new FollowedEvents.Lost(7)))));

    assertEquals(List.of(), mistakes);
    assertEquals(Set.of(), schema.unmet());
  }

  @Test
  @DisplayName("the check sees a field too many, one too few, another type and another word")
  void sees() throws IOException {
    JsonNode version = Json.tree("{\"name\": 1, \"pid\": 8.5, \"extra\": null}");
    JsonNode state =
        Json.tree(
            Json.text(Reports.degraded())
                .replace("\"state\":\"FAULT\"", "\"state\":\"faulty\"")
                .replace("\"time\":\"2026-11-22T05:28:40Z\"", "\"time\":\"today\""));

    assertEquals(
        List.of(
            "GET /v1/version.name: is 1, but the schema says \"string\"",
            "GET /v1/version.pid: is 8.5, but the schema says \"integer\"",
            "GET /v1/version.extra: not in the schema",
            "GET /v1/version.version: is missing"),
        schema.mistakes("GET /v1/version", version));
    assertEquals(
        List.of(
            "GET /v1/status.director.time: is no time: \"today\"",
            "GET /v1/status.vrrp.instances[].state: is none of"
                + " [\"MASTER\",\"BACKUP\",\"FAULT\",\"INIT\",\"UNKNOWN\"]: \"faulty\""),
        schema.mistakes("GET /v1/status", state));
  }

  private static List<StatusReport> reports() throws IOException {
    return Stream.of(
            Reports.allWell(),
            Reports.degraded(),
            Reports.empty(),
            Reports.electorGone(),
            IpvsReports.troubled(),
            CheckReports.starved(),
            everything())
        .toList();
  }

  /** What the others do not have. */
  private static StatusReport everything() throws IOException {
    JsonNode tree = Json.tree(Json.text(ordered()));
    set(tree, "/vrrp/instances/0", "preemption", "{\"allowed\": true, \"delaySeconds\": 0.5}");
    set(
        tree,
        "/services/0/servers/0",
        "actions",
        "[{\"at\": \"2026-11-22T05:28:02Z\", \"action\": \"reboot\", \"event\": \"server-down\","
            + " \"outcome\": \"exits 0\", \"output\": [\"a\"], \"tookMillis\": 1.5}]");
    set(
        tree,
        "/services/0/servers/0/checks/0",
        "rule",
        Json.text(new StatusReport.Rule(3, 1, null, null, null, 2000, 500, 3000)));
    set(tree, "/services/0/servers/0/checks/0", "evidence", Json.text(StatusReport.Evidence.NONE));
    return Json.read(tree, StatusReport.class);
  }

  private static void set(JsonNode tree, String at, String field, String value) throws IOException {
    ((ObjectNode) tree.at(at)).set(field, Json.tree(value));
  }

  private static StatusReport ordered() {
    StatusReport base = IpvsReports.troubled();
    List<Service> services = new ArrayList<>(base.services());
    services.add(laddered(Reports.photos(CheckReports.several("router9"))));
    return new StatusReport(
        base.director(),
        base.vrrp(),
        services,
        base.ipvs(),
        base.elector(),
        base.checker(),
        List.of(new Order("node", "standby", NOW, null, "uid 0 (root)", "BIOS update", true, null)),
        PeerReports.peers(),
        new Config("/etc/directord/director.conf", NOW, "0123456789abcdef", null),
        List.of());
  }

  private static Service laddered(Service of) {
    return new Service(
        of.name(),
        of.virtual(),
        of.virtuals(),
        of.protocol(),
        of.scheduler(),
        of.schedulerFlags(),
        of.forwarding(),
        new StatusReport.Persistence(300, "255.255.255.0", null),
        of.onePacket(),
        of.quorum(),
        new StatusReport.Sorry("10.0.0.99:443", true),
        of.floor(),
        of.slowStartSeconds(),
        of.drainTimeoutSeconds(),
        of.servers(),
        new Ladder("server-down", List.of(new Ladder.Step(0, List.of("reboot"), true)), 3600));
  }

  private List<String> check(String answer, String path) throws IOException {
    return schema.mistakes(answer, Json.tree(call("GET", path).body()));
  }

  private List<String> ordered(String answer, String path) throws IOException {
    return schema.mistakes(answer, Json.tree(call("POST", path).body()));
  }

  private ControlAnswer call(String method, String path) throws IOException {
    return new ControlClient(socket()).call(method, path, "");
  }

  private Path socket() {
    return folder.resolve("control.sock");
  }
}
