// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.daemon.Configs.photos;
import static director.daemon.Configs.services;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.Tables;
import director.healthcheck.CheckOrder;
import director.healthcheck.CheckTiming;
import director.healthcheck.probe.HttpRequestSpec;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.StatusRange;
import director.healthcheck.state.HealthState;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CheckPlanTest {

  @Test
  @DisplayName("every word of a check reaches the checker")
  void everyWord() {
    String text =
        photos(
            """
            {
              type = https, port = 8443, path = "/health?deep=1", host = "photos.example.com"
              server-name = "tls.example.com"
              expect { status = [200, "204-206"] }
              interval = 500ms, timeout = 1500ms, fall = 4, rise = 2
            }
            """);

    Map<String, CheckOrder> orders =
        CheckPlan.orders(
            services(text), Map.of(new ServerKey("photos", "router2"), HealthState.DOWN));

    HttpRequestSpec request =
        new HttpRequestSpec(
            true,
            "/health?deep=1",
            "photos.example.com",
            "tls.example.com",
            new ExpectedStatus(List.of(new StatusRange(200, 200), new StatusRange(204, 206))));
    CheckTiming timing = new CheckTiming(Duration.ofMillis(500), Duration.ofMillis(1500), 4, 2);
    assertEquals(
        Map.of(
            "photos/router1 at 10.0.0.11",
            new CheckOrder(request, at("10.0.0.11", 8443), timing, HealthState.UNKNOWN),
            "photos/router2 at 10.0.0.12",
            new CheckOrder(request, at("10.0.0.12", 8443), timing, HealthState.DOWN)),
        orders);
  }

  @Test
  @DisplayName("where nothing is said: HTTPS GET / at the service's port, by the server's address")
  void defaults() {
    Map<String, CheckOrder> orders =
        CheckPlan.orders(
            services(
                """
                services.photos {
                  virtual = "203.0.113.10:443"
                  check {}
                  real-servers.router1.address = "10.0.0.11"
                }
                """),
            Map.of());

    assertEquals(
        Map.of(
            "photos/router1 at 10.0.0.11",
            new CheckOrder(
                new HttpRequestSpec(true, "/", "10.0.0.11", null, ExpectedStatus.of(200)),
                at("10.0.0.11", 443),
                new CheckTiming(Duration.ofSeconds(2), Duration.ofSeconds(3), 3, 1),
                HealthState.UNKNOWN)),
        orders);
  }

  @Test
  @DisplayName("an IPv6 address stands in brackets in the Host header (RFC 3986, section 3.2.2)")
  void ipv6Host() {
    Map<String, CheckOrder> orders =
        CheckPlan.orders(
            services(
                """
                services.photos {
                  virtual = "[2001:db8::10]:80"
                  check { type = http, path = "/health" }
                  real-servers.router1.address = "2001:db8::11"
                }
                """),
            Map.of());

    assertEquals(
        Map.of(
            "photos/router1 at 2001:db8::11",
            new CheckOrder(
                new HttpRequestSpec(
                    false, "/health", "[2001:db8::11]", null, ExpectedStatus.of(200)),
                at("2001:db8::11", 80),
                new CheckTiming(Duration.ofSeconds(2), Duration.ofSeconds(3), 3, 1),
                HealthState.UNKNOWN)),
        orders);
  }

  @Test
  @DisplayName("the port is the check's own, or the real server's, or that of the service")
  void ports() {
    String text =
        """
        services.a {
          virtual = "203.0.113.10:443", check {}, forwarding = masquerade
          real-servers { r1.address = "10.0.0.1", r2 { address = "10.0.0.2", port = 8443 } }
        }
        services.b {
          virtual = "203.0.113.10:8000-8010", check.port = 80, forwarding = masquerade
          real-servers { r1.address = "10.0.0.1", r2 { address = "10.0.0.2", port = 8443 } }
        }
        """;

    Map<String, CheckOrder> orders = CheckPlan.orders(services(text), Map.of());

    assertEquals(
        List.of(at("10.0.0.1", 443), at("10.0.0.2", 8443), at("10.0.0.1", 80), at("10.0.0.2", 80)),
        orders.values().stream().map(CheckOrder::target).toList());
  }

  @Test
  @DisplayName("what has no check is not checked")
  void none() {
    Map<String, CheckOrder> orders = CheckPlan.orders(services(photos("= none")), Map.of());

    assertEquals(Map.of(), orders);
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(Tables.address(address), port);
  }
}
