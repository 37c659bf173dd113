// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Tables.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.Belief.Place;
import director.daemon.config.ChecksConfig.Need;
import director.daemon.config.ServiceConfig;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.plan.Allotment;
import director.daemon.plan.Allotment.Cause;
import director.daemon.plan.Decision;
import director.daemon.plan.Instruction;
import director.daemon.plan.Instruction.Verb;
import director.daemon.plan.Quorum;
import director.daemon.plan.ServerKey;
import director.daemon.plan.ServiceState;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceReportTest {
  private static final Instant EIGHT = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  private static final ServiceConfig GROUP =
      service(
          """
          services.photos {
            virtual = "203.0.113.10-203.0.113.11:443"
            scheduler = mh
            scheduler-flags = [port, fallback]
            persistence { timeout = 300s, granularity = "255.255.255.0" }
            quorum { weight = 10, hysteresis = 2 }
            sorry-server { address = "10.0.0.99" }
            floor = 0.3
            drain-timeout = 60s
            check = none
            real-servers {
              router1 { address = "10.0.0.11", weight = 5 }
              router2 { address = "10.0.0.12", weight = 7 }
            }
          }
          """);

  @Test
  @DisplayName("takes all endpoints of a service together: sums what is counted, not the weight")
  void group() {
    Quorum quorum = new Quorum(10, 7, false, true);
    Decision decision =
        decision(
            GROUP,
            quorum,
            Map.of(
                "router1", new Allotment(OptionalInt.of(5), Cause.HEALTHY, "healthy"),
                "router2", new Allotment(OptionalInt.empty(), Cause.FAILED, "down")));

    Service photos =
        new ServiceReport(GROUP, decision, beliefs(GROUP), Map.of(), Map.of()).of(Counted.group());

    assertEquals(
        new Service(
            "photos",
            "203.0.113.10-203.0.113.11:443",
            List.of("TCP 203.0.113.10:443", "TCP 203.0.113.11:443"),
            "tcp",
            "mh",
            List.of("mh-fallback", "mh-port"),
            "direct-routing",
            new StatusReport.Persistence(300, "255.255.255.0", null),
            false,
            new StatusReport.Quorum(10, 2, 7, false),
            new StatusReport.Sorry("10.0.0.99:443", true),
            0.3,
            0,
            60,
            List.of(
                new Server(
                    "router1",
                    "10.0.0.11:443",
                    ServerState.UP,
                    5,
                    5,
                    101L,
                    202L,
                    303L,
                    404L,
                    505L,
                    606L,
                    707L,
                    Check.NEVER,
                    List.of(),
                    EIGHT,
                    "seen so",
                    "HEALTHY",
                    false,
                    null,
                    List.of()),
                new Server(
                    "router2",
                    "10.0.0.12:443",
                    ServerState.UP,
                    7,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Check.NEVER,
                    List.of(),
                    EIGHT,
                    "seen so",
                    "FAILED",
                    false,
                    null,
                    List.of()))),
        photos);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "HEALTHY | UP | false | seen so",
        "UNCHECKED | UP | false | seen so",
        "NEW | UP | false | seen so",
        "FAILED | UP | false | seen so",
        "FAILED_QUIESCED | UP | false | seen so",
        "HELD | UP | true | seen so; decided so",
        "RISING | UP | false | seen so; decided so",
        "WEIGHTED | UP | false | seen so; decided so",
        "REPLACED_BY_SORRY | UP | false | seen so; decided so",
        "QUIESCED | DRAINING | false | decided so",
        "DRAINING | DRAINING | false | decided so",
        "DRAINED | DISABLED | false | decided so",
        "DISABLED | DISABLED | false | decided so"
      })
  @DisplayName("the state is the operator's order where there is one, else what is seen")
  void states(Cause cause, ServerState state, boolean held, String reason) {
    Server server = router1(new Allotment(OptionalInt.of(5), cause, "decided so"), null);

    assertEquals(
        List.of(state, held, reason, cause.name()),
        List.of(server.state(), server.held(), server.reason(), server.cause()));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"NEW", "FAILED", "FAILED_QUIESCED"})
  @DisplayName("of a server that fails and is ordered out as well, both are told")
  void failedAndOrdered(Cause cause) {
    Instruction quiesce =
        new Instruction(Verb.QUIESCE, 0, Duration.ZERO, Optional.empty(), "uid 0", "BIOS", NINE);

    Server server = router1(new Allotment(OptionalInt.of(0), cause, "decided so"), quiesce);

    assertEquals("seen so; decided so", server.reason());
  }

  @Test
  @DisplayName("an order is told with who gave it and why, and a drain with its end")
  void orders() {
    Instruction drain =
        new Instruction(
            Verb.DRAIN,
            0,
            Duration.ofHours(30),
            Optional.of(Duration.ofHours(30).plusSeconds(90)),
            "uid 0",
            "BIOS",
            NINE);
    Instruction usual =
        new Instruction(
            Verb.DRAIN, 0, Duration.ofHours(30), Optional.empty(), "uid 0", "BIOS", NINE);
    Instruction weight =
        new Instruction(Verb.WEIGHT, 3, Duration.ZERO, Optional.empty(), "uid 1000", "", NINE);

    List<Server> servers =
        List.of(
            router1(new Allotment(OptionalInt.of(0), Cause.DRAINING, "draining"), drain),
            router1(new Allotment(OptionalInt.of(0), Cause.DRAINING, "draining"), usual),
            router1(new Allotment(OptionalInt.of(3), Cause.WEIGHTED, "weight 3"), weight));

    assertEquals(
        List.of(
            new StatusReport.Instruction(
                "drain", null, NINE, Instant.parse("2026-11-22T09:01:30Z"), "uid 0", "BIOS"),
            new StatusReport.Instruction(
                "drain", null, NINE, Instant.parse("2026-11-22T09:01:00Z"), "uid 0", "BIOS"),
            new StatusReport.Instruction("weight", 3, NINE, null, "uid 1000", "")),
        servers.stream().map(Server::instruction).toList());
    assertEquals(List.of(NINE, NINE, EIGHT), servers.stream().map(Server::since).toList());
  }

  @Test
  @DisplayName("a server that answers at several ports is shown without one")
  void severalPorts() {
    ServiceConfig ports =
        service(
            """
            services.photos {
              virtual = "203.0.113.10:8000-8001"
              check = none
              real-servers { router1 { address = "10.0.0.11" } }
            }
            """);
    ServiceConfig mark =
        service(
            """
            services.photos {
              fwmark = 7
              check = none
              real-servers { router1 { address = "10.0.0.11" } }
            }
            """);

    assertEquals(
        List.of("10.0.0.11", "10.0.0.11"),
        List.of(
            ServerAddress.of(ports, ports.realServers().get("router1")),
            ServerAddress.of(mark, mark.realServers().get("router1"))));
  }

  private static Server router1(Allotment allotment, Instruction instruction) {
    ServerKey key = new ServerKey("photos", "router1");
    Decision decision =
        decision(
            GROUP,
            new Quorum(10, 12, true, false),
            Map.of(
                "router1",
                allotment,
                "router2",
                new Allotment(OptionalInt.of(7), Cause.HEALTHY, "")));
    Map<ServerKey, Instruction> orders = new TreeMap<>();
    if (instruction != null) {
      orders.put(key, instruction);
    }
    return new ServiceReport(GROUP, decision, beliefs(GROUP), orders, Map.of())
        .of(Counted.empty())
        .servers()
        .get(0);
  }

  private static Decision decision(
      ServiceConfig service, Quorum quorum, Map<String, Allotment> servers) {
    return new Decision(
        ServiceState.initial(service, IpvsTable.EMPTY),
        new TreeMap<>(servers),
        quorum,
        Optional.empty(),
        List.of());
  }

  private static Map<ServerKey, Belief> beliefs(ServiceConfig service) {
    Map<ServerKey, Belief> beliefs = new TreeMap<>();
    service
        .realServers()
        .forEach(
            (name, server) ->
                beliefs.put(
                    new ServerKey("photos", name),
                    new Belief(
                        new Place(
                            service.virtual().ids().first(),
                            address("10.0.0.11"),
                            OptionalInt.empty()),
                        HealthState.UP,
                        EIGHT,
                        "seen so",
                        Need.ALL,
                        List.of())));
    return beliefs;
  }

  private static ServiceConfig service(String text) {
    return Objects.requireNonNull(Configs.of(text).services().get("photos"));
  }
}
