// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.VrrpInstanceConfig;
import director.daemon.control.StatusReport.Address;
import director.daemon.control.StatusReport.Adjustment;
import director.daemon.control.StatusReport.Convergence;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.StatusReport.Master;
import director.daemon.control.StatusReport.Preemption;
import director.daemon.control.StatusReport.Protocol;
import director.daemon.control.StatusReport.Statistics;
import director.vrrp.InstanceStatus;
import director.vrrp.packet.Rejection;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InstanceReportTest {
  private static final Instant EIGHT = Instant.parse("2026-11-22T08:00:00Z");

  /** No two of its values are the same. */
  private static final InstanceStatus TOLD =
      new InstanceStatus(
          "photos",
          "eth0",
          51,
          3,
          VrrpState.BACKUP,
          1,
          150,
          "192.0.2.2",
          140,
          List.of(
              new InstanceStatus.Address("203.0.113.10/24", false),
              new InstanceStatus.Address("203.0.113.11/24", true)),
          EIGHT,
          "handed over to 192.0.2.2",
          Duration.ofMillis(1000),
          Duration.ofMillis(250),
          Duration.ofNanos(3_609_375_000L),
          "unicast to 192.0.2.2",
          "hmac, enforce, key 2",
          "both",
          new director.vrrp.orders.Adjustment(-50, "", List.of("-50: script nginx exits 1")),
          "standby: BIOS update",
          true,
          List.of("a sentence with a remedy"),
          new InstanceStatus.Convergence(
              director.vrrp.state.Convergence.State.UNPROVEN,
              List.of("203.0.113.1 for 203.0.113.10"),
              List.of("203.0.113.1 for 203.0.113.11")),
          "00:00:5e:00:01:33",
          new InstanceStatus.Statistics(
              12,
              3,
              1,
              2,
              4,
              5,
              6,
              7,
              8,
              9,
              Map.of(Rejection.CHECKSUM, 21L, Rejection.TTL, 22L),
              Map.of(Rejection.UNKNOWN_VRID, 23L, Rejection.TTL, 24L)),
          "add 203.0.113.10/24: Permission denied");

  private static Instance report(InstanceState state) {
    return new Instance(
        "photos",
        state,
        51,
        3,
        "eth0",
        1,
        150,
        new Master("192.0.2.2", 140),
        List.of(new Address("203.0.113.10/24", false), new Address("203.0.113.11/24", true)),
        EIGHT,
        "handed over to 192.0.2.2",
        12,
        3,
        new TreeMap<>(Map.of("CHECKSUM", 21L, "TTL", 46L, "UNKNOWN_VRID", 23L)),
        "standby: BIOS update",
        "both",
        List.of(
            "a sentence with a remedy",
            "the kernel refused to add 203.0.113.10/24: Permission denied",
            "the latest advertisement lists other virtual addresses than ours: compare the"
                + " configurations of both directors"),
        new Protocol(
            "unicast to 192.0.2.2",
            "hmac, enforce, key 2",
            "00:00:5e:00:01:33",
            1000,
            250,
            3609.375),
        new Adjustment(-50, List.of("-50: script nginx exits 1")),
        new Convergence(
            "UNPROVEN",
            List.of("203.0.113.1 for 203.0.113.10"),
            List.of("203.0.113.1 for 203.0.113.11")),
        new Statistics(1, 2, 4, 5, 6, 7, 8, 9),
        new Preemption(true, 12.5));
  }

  @Test
  @DisplayName("every value that the elector told is in the report, at its own place")
  void whole() {
    assertEquals(report(InstanceState.BACKUP), InstanceReport.of(wanted(), TOLD, true));
  }

  @Test
  @DisplayName("without an elector the state is not known, and the rest is what it told last")
  void notConnected() {
    assertEquals(report(InstanceState.UNKNOWN), InstanceReport.of(wanted(), TOLD, false));
  }

  @Test
  @DisplayName("what is not known or not there is null")
  void unknown() {
    var configured =
        Configs.of(
            """
            vrrp.instances.photos {
              interface = eth0, virtual-router-id = 51, priority = 150
              virtual-addresses = ["203.0.113.10/24"]
            }
            """);

    Instance unknown = InstanceReport.unknown(configured.instances().get("photos"), EIGHT);

    assertEquals(
        new Instance(
            "photos",
            InstanceState.UNKNOWN,
            51,
            3,
            "eth0",
            150,
            150,
            new Master(null, null),
            List.of(new Address("203.0.113.10/24", false)),
            EIGHT,
            "the elector has not told yet",
            0,
            0,
            new TreeMap<>(),
            null,
            null,
            List.of(),
            new Protocol("", "", null, 0, 0, 0),
            new Adjustment(0, List.of()),
            new Convergence("OFF", List.of(), List.of()),
            new Statistics(0, 0, 0, 0, 0, 0, 0, 0),
            new Preemption(true, 0)),
        unknown);
  }

  private static VrrpInstanceConfig wanted() {
    return Objects.requireNonNull(
        Configs.of(
                """
                vrrp.instances.photos {
                  interface = eth0, virtual-router-id = 51, priority = 150
                  virtual-addresses = ["203.0.113.10/24"], preempt-delay = 12.5s
                }
                """)
            .instances()
            .get("photos"));
  }
}
