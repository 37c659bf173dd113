// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Configs;
import director.daemon.config.ConfigLoader;
import director.daemon.config.DirectorConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That all texts of the tests of this package's other side come back, {@code Texts} holds. */
class ConfigTextTest {
  private static final String VIP =
      """
      vrrp.instances.photos {
        interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10/24"]
        %s
      }
      """;

  @Test
  @DisplayName("a service is written with every default, in the order of the reference")
  void everyDefault() {
    DirectorConfig config =
        Configs.of(
            """
            services."a.b" {
              virtual = "203.0.113.10:443", check { type = tcp }
              real-servers { r1.address = "10.0.0.11", pool { host-name = routers.example.com } }
            }
            """);

    String text = ConfigText.of(config);

    assertEquals(
        """
        director {
          name = "director-a"
        }
        vrrp {
          start-delay = 0s
          static = {}
          sync-groups = {}
          instances = {}
        }
        services {
          "a.b" {
            virtual = "203.0.113.10:443"
            protocol = tcp
            scheduler = wrr
            forwarding = direct-routing
            one-packet = false
            quorum {
              weight = 1
              hysteresis = 0
            }
            floor = 0.5
            slow-start = 0s
            drain-timeout = 5m
            on = {}
            check {
              type = tcp
              expect = {}
              interval = 2s
              fast-interval = 500ms
              timeout = 3s
              fall = 3
              rise = 1
              through = direct
              on-failure = remove
            }
            real-servers {
              pool {
                host-name = "routers.example.com"
                weight = 1
                upper-threshold = 0
                lower-threshold = 0
              }
              r1 {
                address = "10.0.0.11"
                weight = 1
                upper-threshold = 0
                lower-threshold = 0
              }
            }
          }
        }
        ipvs {
          reconcile-interval = 5s
          timeouts = {}
          sysctl {
            apply = false
          }
        }
        checks {
          max-in-flight = 256
          mass-failure = 0.3
        }
        resolver {
          interval = 30s
          max-change = 0.5
        }
        actions = {}
        notify {
          user = "nobody"
          timeout = 60s
          priority-changes = false
        }
        track {
          scripts = {}
          files = {}
          processes = {}
          services = {}
        }
        """,
        text);
  }

  @Test
  @DisplayName("the reference configuration comes back from its effective text")
  void reference() throws Exception {
    WrittenAndRead.check(ConfigLoader.load(Path.of("../packaging/src/main/etc/director.conf")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // TLS asks for no name, which it would if the host stood beside the check.
        "{ requests = [{ path = \"/a\", host = www.example.com }] }",
        "{ host = \"10.0.0.1\" }",
        // HEAD can expect a text only if the check says so.
        "{ expect.contains = well, requests = [{ path = \"/a\", method = HEAD }, { path = \"/b\" }] }",
        "{ headers { X-A = 1, \"x.y\" = \" \", Accept = x }, user-agent = me }",
        "{ headers { User-Agent = me, X-A = 1 } }",
        "{ user-agent = me, requests = [{ path = \"/\", user-agent = you }, { headers { a = 1 } }] }",
        "{ expect { status = [200, \"204-206\"], contains = [\"\\\"\\n\", \"${x}\", \"\\u00e9\"] } }",
        "{ window { failures = 3, within = 90s } }",
        "{ type = udp, payload-hex = \"00ff\", reply { mask = \"xX01\" } }",
        "{ type = tcp, send = \"\\u00e9\\u0000\" }",
        "{ mark = 4294967295, source = \"10.0.0.2\", interface = eth1, max-body = \"1 MiB\" }",
        "= none",
      })
  @DisplayName("what is written in a way of its own comes back")
  void checksComeBack(String check) {
    WrittenAndRead.check(Configs.of(Configs.photos(check)));
  }

  @Test
  @DisplayName("scripts and pipes that are told of something come back")
  void notifying() {
    WrittenAndRead.check(
        Configs.of(
            VIP.formatted(
                    "notify { master = [\"/bin/true\", a], any = [\"/bin/true\"], user = root }")
                + """
                notify {
                  user = root, timeout = 90s, priority-changes = true
                  fifo = /run/a
                  vrrp-fifo { path = /run/b, owner = root, mode = "0640", reader = ["/bin/cat"] }
                }
                control { operator-group = ops, listen {
                  address = "192.0.2.1:7443", certificate = /a, key = /b, tokens = /c } }
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version = 2, authentication { type = password, password = \"s3cr=t!\" }",
        "authentication { type = hmac, keys { 1 = \"0123456789abcdef0123456789abcdef\" } }",
      })
  @DisplayName("a secret is in the inner text, and never in the one for people")
  void secrets(String authentication) {
    DirectorConfig config = WrittenAndRead.check(Configs.of(VIP.formatted(authentication)));

    String masked = ConfigText.masked(config);

    assertTrue(masked.contains("\"***\""), masked);
    assertFalse(masked.contains("s3cr=t!") || masked.contains("30313233"), masked);
  }
}
