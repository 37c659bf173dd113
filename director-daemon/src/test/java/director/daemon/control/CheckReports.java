// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Checker;
import director.daemon.control.StatusReport.Phases;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports to test with, in which it is the checks that there is something to say about. */
public final class CheckReports {
  private static final Instant CHECKED = Instant.parse("2026-11-22T05:28:39Z");
  private static final String DOUBT =
      "3 of 3 checks in a row failed, but directord was short of the processor while it asked";
  private static final String CERTIFICATE =
      "the certificate CN=photos.example.com expires in 9 days, on 2026-12-01";

  private CheckReports() {}

  /**
   * The director is starved and holds its decisions; a script cannot run, a certificate will
   * expire, one server has three checks, and agents have their say.
   */
  public static StatusReport starved() {
    StatusReport well = Reports.allWell();
    return new StatusReport(
        well.director(),
        well.vrrp(),
        List.of(
            Reports.photos(
                server("router1", ServerState.UP, "HEALTHY", 1, https(0, null, CERTIFICATE)),
                server("router2", ServerState.UP, "HEALTHY", 1, failing(3, DOUBT)),
                server("router3", ServerState.UP, "HEALTHY", 1, failing(1, null)),
                several("router4")),
            Reports.service(
                "thumbs",
                "[2001:db8:0:51::10]:443",
                "wlc",
                List.of(
                    server("router1", ServerState.UP, "ADVISED", 1, agent("up 75%")),
                    server("router2", ServerState.UP, "SELF_DRAIN", 0, agent("drain")),
                    server(
                        "router3",
                        ServerState.UNKNOWN,
                        "NEW",
                        null,
                        voidOf("script", "/usr/local/bin/check can be written by others")),
                    server("router4", ServerState.UP, "HEALTHY", 1, https(0, null, CERTIFICATE))))),
        well.ipvs(),
        well.elector(),
        new Checker(
            8,
            8,
            31,
            4200,
            1210.5,
            2000.0,
            "directord waited for a processor for 62 % of the last second (run queue)",
            1),
        List.of());
  }

  /** All is needed, and one of three is down. */
  public static Server several(String name) {
    return server(
        name,
        ServerState.DOWN,
        "FAILED",
        null,
        check("load", "agent", ServerState.UP, "up 90%", true, 1.1, 0, null),
        check("ssh", "tcp", ServerState.DOWN, "connection refused", false, 0.3, 0, null),
        check(
            "web", "https", ServerState.UP, "HTTP status 503, expected 200", false, 4.2, 2, null));
  }

  private static Check https(int streak, @Nullable String withheld, String... warnings) {
    Check one = check("check", "https", ServerState.UP, "HTTP 200", true, 4.23, streak, withheld);
    return new Check(
        one.lastResult(),
        one.passed(),
        one.lastChecked(),
        one.latencyMillis(),
        one.name(),
        one.kind(),
        one.state(),
        one.next(),
        one.streak(),
        one.withheld(),
        one.phases(),
        List.of(warnings));
  }

  private static Check failing(int streak, @Nullable String withheld) {
    return check(
        "check", "https", ServerState.UP, "no answer in 3s", false, 3000.4, streak, withheld);
  }

  private static Check agent(String said) {
    return check("check", "agent", ServerState.UP, said, true, 0.9, 0, null);
  }

  /** A check that said nothing about its server. */
  static Server voidCheck(String kind, String name, String seen) {
    return server(name, ServerState.UP, "HEALTHY", 1, voidOf(kind, seen));
  }

  private static Check voidOf(String kind, String seen) {
    return check("check", kind, ServerState.UNKNOWN, seen, null, 0.0, 0, null);
  }

  private static Check check(
      String name,
      String kind,
      ServerState state,
      String seen,
      @Nullable Boolean passed,
      double millis,
      int streak,
      @Nullable String withheld) {
    return new Check(
        seen,
        passed,
        CHECKED,
        millis,
        name,
        kind,
        state,
        CHECKED.plusSeconds(3),
        streak,
        withheld,
        new Phases(0.4, null, null, millis),
        List.of());
  }

  private static Server server(
      String name, ServerState state, String cause, @Nullable Integer weight, Check... checks) {
    Server like = Reports.up(name);
    boolean there = weight != null;
    Check telling = checks.length > 1 ? checks[1] : checks[0];
    return new Server(
        name,
        like.address(),
        state,
        1,
        weight,
        there ? like.activeConnections() : null,
        there ? like.inactiveConnections() : null,
        there ? like.connections() : null,
        there ? like.inPackets() : null,
        there ? like.inBytes() : null,
        there ? like.outPackets() : null,
        there ? like.outBytes() : null,
        telling,
        List.of(checks),
        Instant.parse("2026-11-22T05:20:00Z"),
        reason(cause),
        cause,
        false,
        null,
        List.of());
  }

  private static String reason(String cause) {
    return switch (cause) {
      case "FAILED" ->
          "ssh: 3 of 3 checks in a row failed: connection refused; 1 of 3 checks is down, all are"
              + " needed";
      case "ADVISED" -> "up 75%, the first pass is enough; weight 75 of 100, says agent";
      case "SELF_DRAIN" -> "drain, the first pass is enough; takes no new connections, says agent";
      case "NEW" -> "not enough checks yet";
      default -> "HTTP 200, the first pass is enough";
    };
  }
}
