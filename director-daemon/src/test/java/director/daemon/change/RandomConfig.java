// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import java.util.List;
import java.util.Random;

/** Texts of configurations that have much in common: what differs was rolled. */
final class RandomConfig {
  private static final List<String> CHECKS =
      List.of(
          "check = none",
          "check { path = \"/a\" }",
          "check { path = \"/a\", fall = 2 }",
          "check { path = \"/a\", on-failure = quiesce }",
          "check { path = \"/a\", headers { X-A = one } }",
          "checks { a { type = ping }, b { type = tcp } }",
          "checks { a { type = ping }, b { type = tcp } }, checks-needed = any");
  private static final List<String> SERVICE_KEYS =
      List.of(
          "",
          "scheduler = wlc",
          "scheduler = sh, scheduler-flags = [port]",
          "persistence = 300s",
          "persistence { timeout = 300s, granularity = 24 }",
          "quorum = 2",
          "sorry-server.address = \"10.0.9.9\"",
          "floor = 0.25",
          "drain-timeout = 90s",
          "forwarding = masquerade",
          "on.server-down = [page]",
          "ladder = [{ failures = 3, within = 15m, run = [page] }]");
  private static final List<String> SERVER_KEYS =
      List.of("", "weight = 0", "weight = 5", "upper-threshold = 100", "check { type = ping }");
  private static final List<String> VIP_KEYS =
      List.of(
          "",
          "priority = 150",
          "preempt = false",
          "advertisement-interval = 100ms",
          "vmac = true",
          "unicast { source = \"192.0.2.1\", peers = [\"192.0.2.2\"] }",
          "excluded-addresses = [\"203.0.113.99\"]",
          "routes = [{ to = default, via = \"203.0.113.1\" }]",
          "rules = [{ from = \"203.0.113.10/32\", table = 100, priority = 1000 }]",
          "authentication { type = hmac, keys { 1 = \"0123456789abcdef0123456789abcdef\" } }",
          "authentication { type = hmac, keys { 1 = \"0123456789abcdef0123456789abcdeX\" } }",
          "track.scripts.nginx.weight = -20",
          "lease = 2s",
          "notify.master = [\"/bin/true\"]",
          "announce.pace = 10ms");
  private static final List<String> OTHERS =
      List.of(
          "",
          "vrrp.start-delay = 5s",
          "vrrp.static.routes = [{ to = \"198.51.100.0/24\", device = eth0 }]",
          "ipvs.timeouts.tcp = 900s",
          "ipvs.sync.interface = eth1",
          "ipvs.sysctl.expire_nodest_conn = 1",
          "checks.mass-failure = 0.5",
          "notify.fifo = /run/directord/fifo",
          "control.read-group = readers",
          "resolver.interval = 60s",
          "peer { key = \"0123456789abcdef0\", addresses = [\"192.0.2.2\"] }",
          "peer { key = \"0123456789abcdef1\", multicast.interface = eth1, source = \"192.0.2.1\" }",
          "actions.page.timeout = 20s",
          "actions.mail.command = [\"/bin/mail\"]",
          "track.files.manual.path = /run/manual",
          "track.scripts.nginx.interval = 5s");

  private RandomConfig() {}

  static String text(Random random) {
    StringBuilder text =
        new StringBuilder(
            """
            actions.page.webhook = "https://pager.example.com/hook"
            track.scripts.nginx.command = ["/bin/true"]
            vrrp.instances.always {
              interface = eth9, virtual-router-id = 99, virtual-addresses = ["198.51.100.99"]
            }
            """);
    for (int i = 0; i < 3; i++) {
      if (random.nextInt(4) > 0) {
        text.append(
            """
            vrrp.instances.v%1$d {
              interface = eth%1$d, virtual-router-id = 5%1$d, virtual-addresses = ["203.0.113.1%1$d/24"]
              %2$s
            }
            """
                .formatted(i, some(VIP_KEYS, random)));
      }
      if (random.nextInt(4) > 0) {
        text.append(service(i, random));
      }
    }
    return text.append(some(OTHERS, random)).append('\n').append(some(OTHERS, random)).toString();
  }

  private static String service(int number, Random random) {
    StringBuilder servers = new StringBuilder("always.address = \"10.0.0.1\"\n");
    for (int i = 2; i < 6; i++) {
      if (random.nextBoolean()) {
        servers.append(
            "r%d { address = \"10.0.%d.%d\", %s }\n"
                .formatted(i, random.nextInt(3) == 0 ? 1 : 0, i, some(SERVER_KEYS, random)));
      }
    }
    return """
        services.s%1$d {
          virtual = "203.0.113.1%1$d:%2$d"
          %3$s
          %4$s
          real-servers { %5$s }
        }
        """
        .formatted(
            number,
            random.nextInt(3) == 0 ? 80 : 443,
            some(CHECKS, random),
            some(SERVICE_KEYS, random),
            servers);
  }

  private static String some(List<String> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
