// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.daemon.Configs.photos;
import static director.daemon.Configs.services;
import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;
import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static director.healthcheck.state.HealthState.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InitialHealthTest {
  private static final String REMOVE = "{ on-failure = remove }";
  private static final String SORRY = "services.photos.sorry-server.address = \"10.0.0.99\"\n";
  private static final String QUIESCE = "{ on-failure = quiesce }";

  @Test
  @DisplayName("a server that the kernel serves is up, one that was removed is down")
  void adopts() {
    IpvsTable kernel = table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 1)));

    Map<ServerKey, HealthState> health = InitialHealth.of(services(photos(REMOVE)), kernel);

    assertEquals(photosHealth(UP, DOWN), health);
  }

  @Test
  @DisplayName("a server that was quiesced is down")
  void quiesced() {
    IpvsTable kernel =
        table(
            tcp(
                "203.0.113.10",
                443,
                "wrr",
                server("10.0.0.11", 443, 0),
                server("10.0.0.12", 443, 1)));

    Map<ServerKey, HealthState> health = InitialHealth.of(services(photos(QUIESCE)), kernel);

    assertEquals(photosHealth(DOWN, UP), health);
  }

  @Test
  @DisplayName("where failing servers are quiesced, an absent one was never judged")
  void absentAmongQuiesced() {
    IpvsTable kernel = table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 0)));

    Map<ServerKey, HealthState> health = InitialHealth.of(services(photos(QUIESCE)), kernel);

    assertEquals(photosHealth(DOWN, UNKNOWN), health);
  }

  @Test
  @DisplayName("a server whose configured weight is 0 serves with weight 0")
  void weightZero() {
    String unweighted = "services.photos.real-servers.router1.weight = 0";
    IpvsTable kernel = table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 0)));

    assertEquals(
        photosHealth(UP, DOWN), InitialHealth.of(services(photos(REMOVE) + unweighted), kernel));
    assertEquals(
        photosHealth(UP, UNKNOWN),
        InitialHealth.of(services(photos(QUIESCE) + unweighted), kernel));
  }

  @Test
  @DisplayName("another weight or scheduler than configured says nothing about health")
  void otherWeight() {
    IpvsTable kernel =
        table(
            tcp(
                "203.0.113.10",
                443,
                "sh",
                server("10.0.0.11", 443, 9),
                server("10.0.0.12", 443, 7)));

    Map<ServerKey, HealthState> health = InitialHealth.of(services(photos(REMOVE)), kernel);

    assertEquals(photosHealth(UP, UP), health);
  }

  @Test
  @DisplayName("an empty service tells nothing: perhaps it never saw its first checks")
  void emptyService() {
    IpvsTable kernel = table(tcp("203.0.113.10", 443, "wrr"));

    Map<ServerKey, HealthState> health = InitialHealth.of(services(photos(REMOVE)), kernel);

    assertEquals(photosHealth(UNKNOWN, UNKNOWN), health);
  }

  @Test
  @DisplayName(
      "a service that was being filled when the daemon was killed tells nothing of absent ones")
  void halfFilledService() {
    IpvsTable kernel = table(tcp("203.0.113.10", 443, "none", server("10.0.0.11", 443, 1)));

    Map<ServerKey, HealthState> health = InitialHealth.of(services(photos(REMOVE)), kernel);

    assertEquals(photosHealth(UP, UNKNOWN), health);
  }

  @Test
  @DisplayName("an absent service tells nothing, whatever the others tell")
  void absentService() {
    IpvsTable kernel = table(tcp("203.0.113.10", 80, "wrr", server("10.0.0.11", 80, 1)));

    Map<ServerKey, HealthState> health = InitialHealth.of(services(photos(REMOVE)), kernel);

    assertEquals(photosHealth(UNKNOWN, UNKNOWN), health);
  }

  @Test
  @DisplayName("where failing servers are removed, weight 0 is an operator's: the server is up")
  void weightZeroAmongRemoved() {
    IpvsTable kernel =
        table(
            tcp(
                "203.0.113.10",
                443,
                "wrr",
                server("10.0.0.11", 443, 0),
                server("10.0.0.12", 443, 1)));

    Map<ServerKey, HealthState> health = InitialHealth.of(services(photos(REMOVE)), kernel);

    assertEquals(photosHealth(UP, UP), health);
  }

  @Test
  @DisplayName("beside the sorry server all are down")
  void sorryServer() {
    IpvsTable kernel = table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.99", 443, 1)));

    Map<ServerKey, HealthState> health = InitialHealth.of(services(photos(REMOVE) + SORRY), kernel);

    assertEquals(photosHealth(DOWN, DOWN), health);
  }

  @Test
  @DisplayName(
      "without the sorry server, though the quorum is not met, an absent one was not judged")
  void quorumNotMet() {
    String quorum = SORRY + "services.photos.quorum = 2\n";
    IpvsTable kernel = table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 1)));

    assertEquals(
        photosHealth(UP, UNKNOWN), InitialHealth.of(services(photos(REMOVE) + quorum), kernel));
    assertEquals(
        photosHealth(UP, DOWN), InitialHealth.of(services(photos(REMOVE) + SORRY), kernel));
  }

  @Test
  @DisplayName("of several endpoints the first that has servers tells, by the ports it has them at")
  void group() {
    IpvsTable kernel =
        table(
            tcp("203.0.113.10", 443, "wrr"),
            tcp("203.0.113.11", 80, "wrr", server("10.0.0.12", 80, 1)));
    String both =
        "services.photos { virtual = [\"203.0.113.10:443\", \"203.0.113.11:80\"], check.port = 443 }";

    Map<ServerKey, HealthState> health = InitialHealth.of(services(photos(REMOVE) + both), kernel);

    assertEquals(photosHealth(DOWN, UP), health);
  }

  private static Map<ServerKey, HealthState> photosHealth(
      HealthState router1, HealthState router2) {
    return Map.of(
        new ServerKey("photos", "router1"), router1, new ServerKey("photos", "router2"), router2);
  }
}
