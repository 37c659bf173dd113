// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.Configs;
import director.daemon.track.TrackFile;
import director.daemon.track.TrackPlan;
import director.daemon.track.TrackProcess;
import director.daemon.track.TrackScript;
import director.daemon.track.TrackService;
import director.daemon.track.TrackedBy;
import director.daemon.track.state.ProcessPattern;
import director.daemon.track.state.RiseFall;
import director.daemon.track.state.ServiceHealth.Measure;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TrackingPlanTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  @DisplayName("everything that can be tracked reaches the tracking, for whom it is tracked")
  void everything() {
    TrackPlan plan =
        TrackingPlan.of(
            Configs.of(
                Configs.photos("{}")
                    + """
                      services.thumbs = ${services.photos} { virtual = "203.0.113.10:444" }
                      track {
                        scripts {
                          nginx {
                            command = ["/usr/lib/check nginx", "-v"]
                            interval = 500ms, timeout = 250ms, rise = 2, fall = 3
                            user = nobody, initial = ok
                          }
                          plain.command = ["/bin/true"]
                        }
                        files {
                          manual { path = "/etc/directord/priority", when-missing = fault }
                          other.path = "/run/n"
                        }
                        processes {
                          web { program = nginx, min = 2, max = 9
                            appear-delay = 2s, vanish-delay = 3s }
                          cache { command-line = [java, "-jar"], whole-command-line = true }
                          agent.pid-file = "/run/agent.pid"
                        }
                        services.photos-quorum { service = photos, measure = quorum, hold = 30s }
                      }
                      vrrp {
                        instances {
                          a {
                            interface = eth0, virtual-router-id = 51
                            virtual-addresses = ["203.0.113.10/24"]
                            track {
                              scripts { nginx { weight = -20, reverse = true } }
                              services { photos-quorum { weight = 50 }, thumbs { weight = 30 } }
                            }
                          }
                          b {
                            interface = eth0, virtual-router-id = 52
                            virtual-addresses = ["203.0.113.11/24"]
                          }
                          c {
                            interface = eth0, virtual-router-id = 53
                            virtual-addresses = ["203.0.113.12/24"]
                          }
                        }
                        sync-groups.both {
                          members = [a, b]
                          track { scripts { nginx {}, plain {} }, files.manual {} }
                        }
                      }
                      """));

    assertEquals(
        TrackPlan.of(
            List.of(
                new TrackScript(
                    "nginx",
                    List.of("/usr/lib/check nginx", "-v"),
                    Duration.ofMillis(500),
                    Duration.ofMillis(250),
                    new RiseFall(2, 3),
                    Optional.of("nobody"),
                    TrackedState.OK),
                new TrackScript(
                    "plain",
                    List.of("/bin/true"),
                    SECOND,
                    SECOND,
                    new RiseFall(1, 1),
                    Optional.of("nobody"),
                    TrackedState.UNKNOWN),
                new TrackFile("manual", Path.of("/etc/directord/priority"), OptionalLong.empty()),
                new TrackFile("other", Path.of("/run/n"), OptionalLong.of(0)),
                new TrackProcess(
                    "web",
                    new ProcessPattern.Name("nginx"),
                    2,
                    9,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3)),
                new TrackProcess(
                    "cache",
                    new ProcessPattern.CommandLine(List.of("java", "-jar"), true),
                    1,
                    Integer.MAX_VALUE,
                    Duration.ZERO,
                    Duration.ZERO),
                new TrackProcess(
                    "agent",
                    new ProcessPattern.PidFile("/run/agent.pid"),
                    1,
                    Integer.MAX_VALUE,
                    Duration.ZERO,
                    Duration.ZERO),
                new TrackService("photos-quorum", "photos", Measure.QUORUM, Duration.ofSeconds(30)),
                new TrackService("thumbs", "thumbs", Measure.SHARE, Duration.ofSeconds(10))),
            List.of(
                new TrackedBy(
                    "a",
                    List.of(
                        new Weighted("manual", 1, false),
                        new Weighted("nginx", -20, true),
                        new Weighted("photos-quorum", 50, false),
                        new Weighted("plain", 0, false),
                        new Weighted("thumbs", 30, false))),
                new TrackedBy(
                    "b",
                    List.of(
                        new Weighted("manual", 1, false),
                        new Weighted("nginx", 0, false),
                        new Weighted("plain", 0, false))))),
        plan);
  }
}
