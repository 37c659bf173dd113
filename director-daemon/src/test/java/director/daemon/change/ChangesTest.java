// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import static director.daemon.Tables.server;
import static director.daemon.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.Configs;
import director.daemon.config.DirectorConfig;
import director.daemon.control.PlanReport.Change;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsStatistics;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Rates;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.ServiceCounters;
import director.ipvs.table.Timeouts;
import director.ipvs.table.VirtualService;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What another configuration would change")
class ChangesTest {
  private static final Rates NONE = new Rates(0, 0, 0, 0, 0);

  /** Two servers with 5 connections each at 203.0.113.10:443. */
  private static final IpvsSnapshot KERNEL = kernel("203.0.113.10", "10.0.0.11", "10.0.0.12");

  private static final String PHOTOS =
      """
      virtual = "203.0.113.10:443", check { path = "/health" }
      real-servers { r1.address = "10.0.0.11", r2.address = "10.0.0.12" }
      """;

  @Test
  @DisplayName("is nothing, if it is the same")
  void same() {
    DirectorConfig config = service("photos", PHOTOS);

    Changes changes = between(config, config);

    assertEquals(new Changes(List.of(), 0L), changes);
  }

  @Test
  @DisplayName("is told of a server by its keys, with the connections that it costs")
  void servers() {
    Changes changes =
        between(
            service("photos", PHOTOS),
            service(
                "photos",
                """
                virtual = "203.0.113.10:443", check { path = "/health" }
                real-servers { r2 { address = "10.0.0.12", weight = 0 }, r3.address = "10.0.0.13" }
                """));

    assertEquals(
        new Changes(
            List.of(
                new Change(
                    "remove",
                    "server:photos/r1",
                    List.of("address 10.0.0.11", "weight 1"),
                    "leaves the table: 5 connections lose their server",
                    5L),
                new Change(
                    "change",
                    "server:photos/r2",
                    List.of("weight 1 -> 0"),
                    "no new connections, 5 connections go on",
                    5L),
                new Change(
                    "add",
                    "server:photos/r3",
                    List.of("address 10.0.0.13", "weight 1"),
                    "gets connections as soon as its checks have passed",
                    null)),
            5L),
        changes);
  }

  @Test
  @DisplayName("costs a server nothing that only has another name")
  void renamed() {
    Changes changes =
        between(service("photos", PHOTOS), service("photos", PHOTOS.replace("r1.", "router1.")));

    assertEquals(
        List.of(
            new Change(
                "remove",
                "server:photos/r1",
                List.of("address 10.0.0.11", "weight 1"),
                "leaves the table by this name: 5 connections, and its address, stay",
                5L),
            new Change(
                "add",
                "server:photos/router1",
                List.of("address 10.0.0.11", "weight 1"),
                "gets connections as soon as its checks have passed",
                null)),
        changes.list());
    assertEquals(0L, changes.lost());
  }

  @Test
  @DisplayName("ends the connections of a server that moves to another address")
  void moved() {
    Changes changes =
        between(
            service("photos", PHOTOS),
            service("photos", PHOTOS.replace("\"10.0.0.11\"", "\"10.0.0.21\"")));

    assertEquals(
        List.of(
            new Change(
                "change",
                "server:photos/r1",
                List.of("address 10.0.0.11 -> 10.0.0.21"),
                "another server to the kernel: the old one leaves the table: 5 connections lose"
                    + " their server",
                5L)),
        changes.list());
    assertEquals(5L, changes.lost());
  }

  @Test
  @DisplayName("ends those of a service that goes, and not of one that only has another name")
  void services() {
    DirectorConfig before = service("photos", PHOTOS);

    Changes gone = between(before, service("photos", PHOTOS.replace("10:443", "10:80")));
    Changes renamed = between(before, service("pictures", PHOTOS));

    assertEquals(
        List.of(
            new Change(
                "change",
                "service:photos",
                List.of("virtual 203.0.113.10:443 -> 203.0.113.10:80"),
                "what clients connect to is another; the old one leaves the table: 10 connections"
                    + " end",
                10L)),
        gone.list());
    assertEquals(10L, gone.lost());
    assertEquals(
        List.of(
            new Change(
                "remove",
                "service:photos",
                List.of(
                    "virtual 203.0.113.10:443",
                    "protocol tcp",
                    "scheduler wrr",
                    "2 servers: r1, r2"),
                "203.0.113.10:443 leaves the table by this name: 10 connections go on with a"
                    + " service of another name",
                10L),
            new Change(
                "add",
                "service:pictures",
                List.of(
                    "virtual 203.0.113.10:443",
                    "protocol tcp",
                    "scheduler wrr",
                    "2 servers: r1, r2"),
                "203.0.113.10:443 is answered as soon as checks of its servers have passed",
                null)),
        renamed.list());
    assertEquals(0L, renamed.lost());
  }

  @Test
  @DisplayName("says what it cannot know, when the kernel cannot be read")
  void unknown() {
    Changes changes =
        Changes.between(
            service("photos", PHOTOS),
            service("photos", PHOTOS.replace(", r2.address = \"10.0.0.12\"", "")),
            Optional.empty(),
            Map.of());

    assertEquals(
        new Changes(
            List.of(
                new Change(
                    "remove",
                    "server:photos/r2",
                    List.of("address 10.0.0.12", "weight 1"),
                    "leaves the table: its connections lose their server, how many is not known",
                    null)),
            null),
        changes);
  }

  @Test
  @DisplayName("is told of a service by its keys, and of its checks what becomes of the servers")
  void serviceKeys() {
    Changes changes =
        between(
            service("photos", PHOTOS),
            service(
                "photos",
                PHOTOS.replace("{ path = \"/health\" }", "{ path = \"/disk\", interval = 5s }")
                    + "scheduler = wlc"));

    assertEquals(
        List.of(
            new Change(
                "change",
                "service:photos",
                List.of(
                    "scheduler wrr -> wlc",
                    "check.path /health -> /disk",
                    "check.interval 2s -> 5s"),
                "new connections are spread in another way; those that live go on; checks that"
                    + " differ start afresh; until they tell, servers stay as they are",
                null)),
        changes.list());
  }

  @Test
  @DisplayName("is told of a virtual router with where it stands")
  void vips() {
    DirectorConfig before = vip("priority = 100");
    Standing backup = new Standing(VrrpState.BACKUP, -10, OptionalInt.of(120));
    Standing master = new Standing(VrrpState.MASTER, 0, OptionalInt.of(100));

    assertEquals(
        List.of(
            "[priority 100 -> 150] takes over: the MASTER has 120, this would be 140",
            "[priority 100 -> 125] stays BACKUP: the MASTER has 120, this would be 115",
            "[priority 100 -> 50] MASTER here: stays so unless a director with a priority above 50"
                + " wants it",
            "[priority 100 -> 50] the address may move: where it stands is not known",
            "[interface eth0 -> eth1] the election starts anew: MASTER here now, it resigns and may"
                + " or may not win again",
            "[virtual-router-id 51 -> 52] the election starts anew: it listens before it takes"
                + " part"),
        List.of(
            effect(before, vip("priority = 150"), backup),
            effect(before, vip("priority = 125"), backup),
            effect(before, vip("priority = 50"), master),
            effect(before, vip("priority = 50"), null),
            effect(before, vip("interface = eth1"), master),
            effect(before, vip("virtual-router-id = 52"), backup)));
  }

  @Test
  @DisplayName("shows no secret, only that there is another")
  void secrets() {
    String keys = "authentication { type = hmac, keys { 1 = \"%s\" } }";

    Changes changes =
        between(
            vip(keys.formatted("0123456789abcdef0123456789abcdef")),
            vip(keys.formatted("0123456789abcdef0123456789abcdeX")));

    assertEquals(List.of("authentication.keys.1: secret changed"), changes.list().get(0).detail());
  }

  @Test
  @DisplayName("is told of all the rest")
  void rest() {
    String group =
        """
        vrrp.instances.other {
          interface = eth2, virtual-router-id = 3, virtual-addresses = ["203.0.113.13"]
        }
        """;
    DirectorConfig before =
        vip("", group + "track.files.drain.path = /run/drain\nactions.old.command = [\"/bin/a\"]");
    DirectorConfig after =
        vip(
            "",
            group
                + """
                vrrp.sync-groups.both.members = [photos, other]
                vrrp.start-delay = 5s
                track.files.drain { path = /run/drain, when-missing = fault }
                ipvs.timeouts.tcp = 900s
                resolver.max-change = 1
                """);

    assertEquals(
        List.of(
            new Change("remove", "config", List.of("actions.old"), "", null),
            new Change(
                "change",
                "config",
                List.of("vrrp.start-delay 0s -> 5s", "resolver.max-change 0.5 -> 1"),
                "vrrp.start-delay counts from the start of the elector: it shows with its next"
                    + " start",
                null),
            new Change("change", "ipvs", List.of("timeouts.tcp none -> 15m"), "", null),
            new Change("change", "track:drain", List.of("when-missing 0 -> fault"), "", null),
            new Change("add", "group:both", List.of(), "", null)),
        between(before, after).list());
  }

  @Test
  @DisplayName("counts what is more than a thousand of a kind, with its connections")
  void many() {
    String servers =
        IntStream.range(0, 1200)
            .mapToObj(i -> "r%04d.address = \"10.1.%d.%d\"".formatted(i, i / 200, i % 200 + 1))
            .collect(Collectors.joining("\n"));
    String service =
        """
        virtual = "203.0.113.10:443", check = none
        real-servers { zz.address = "10.0.0.11", %s }
        """;

    Changes changes =
        between(
            service("photos", service.formatted(servers)),
            service("photos", PHOTOS.replace("check { path = \"/health\" }", "check = none")));

    Change last =
        changes.list().stream().filter(one -> one.target().equals("server")).findFirst().get();
    assertEquals(new Change("remove", "server", List.of("and 201 more of them"), "", 5L), last);
    assertEquals(1000 + 2 + 1, changes.list().size());
    assertEquals(0L, changes.lost());
  }

  private static String effect(
      DirectorConfig before, DirectorConfig after, @org.jspecify.annotations.Nullable Standing at) {
    Change change =
        Changes.between(
                before, after, Optional.of(KERNEL), at == null ? Map.of() : Map.of("photos", at))
            .list()
            .get(0);
    return change.detail() + " " + change.effect();
  }

  private static Changes between(DirectorConfig before, DirectorConfig after) {
    return Changes.between(before, after, Optional.of(KERNEL), Map.of());
  }

  private static DirectorConfig service(String name, String keys) {
    return Configs.of("services." + name + " {\n" + keys + "\n}");
  }

  private static DirectorConfig vip(String keys) {
    return vip(keys, "");
  }

  private static DirectorConfig vip(String keys, String rest) {
    return Configs.of(
        """
        vrrp.instances.photos {
          interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10/24"]
          %s
        }
        %s
        """
            .formatted(keys, rest));
  }

  private static IpvsSnapshot kernel(String virtual, String... addresses) {
    SortedMap<RealServer.Id, ServerCounters> counters = new TreeMap<>();
    RealServer[] servers = new RealServer[addresses.length];
    for (int i = 0; i < addresses.length; i++) {
      servers[i] = server(addresses[i], 443, 1);
      counters.put(servers[i].id(), new ServerCounters(2, 3, 0, 0, 0, 0, 0, NONE));
    }
    IpvsTable.Entry entry = tcp(virtual, 443, "wrr", servers);
    VirtualService.Id id = entry.service().id();
    return new IpvsSnapshot(
        IpvsTable.of(List.of(entry)),
        new IpvsSettings(
            new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
            new TreeMap<>()),
        new IpvsStatistics(
            new TreeMap<>(Map.of(id, new ServiceCounters(0, 0, 0, 0, 0, NONE, counters)))),
        List.of());
  }
}
