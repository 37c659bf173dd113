// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.CheckRunReport.Check;
import director.daemon.control.CheckRunReport.Verdict;
import director.daemon.control.StatusReport.Phases;
import java.time.Instant;
import java.util.List;

/** What checks found that were asked on demand, to test with. */
public final class CheckRunReports {
  private static final Instant NOW = Instant.parse("2026-11-22T05:28:40Z");

  private CheckRunReports() {}

  /** One check by HTTPS, all well for the time being. */
  public static CheckRunReport passed() {
    return report(
        Verdict.PASSED,
        "all",
        new Check(
            "check",
            "https",
            "10.0.0.11:443",
            Verdict.PASSED,
            "HTTP status 200",
            3000,
            new Phases(0.412, 3.71, 4.9, 5.02),
            null,
            List.of(
                "TLSv1.3 TLS_AES_256_GCM_SHA384, full handshake",
                "certificate CN=photos.example.com, issued by CN=R11,O=Let's Encrypt,C=US, expires"
                    + " 2026-12-01T11:40:02Z"),
            List.of("the certificate CN=photos.example.com expires in 9 days")));
  }

  /** It accepts and does not answer; and another check of it is well. */
  public static CheckRunReport failed() {
    return report(
        Verdict.FAILED,
        "all",
        new Check(
            "health",
            "https",
            "10.0.0.11:443",
            Verdict.FAILED,
            "TCP connected and TLS done, no answer within 3 s",
            3000,
            new Phases(0.412, 3.71, null, 3000.4),
            null,
            List.of(),
            List.of()),
        new Check(
            "load",
            "agent",
            "10.0.0.11:9999",
            Verdict.PASSED,
            "up 75%",
            1000,
            new Phases(0.3, null, 0.9, 1.0),
            "75 % of its weight",
            List.of("answered: up 75%"),
            List.of()));
  }

  /** The fault is ours. */
  public static CheckRunReport noVerdict() {
    return report(
        Verdict.VOID,
        "all",
        new Check(
            "check",
            "https",
            "10.0.0.11:443",
            Verdict.VOID,
            "no file descriptor left",
            3000,
            new Phases(null, null, null, 0.1),
            null,
            List.of(),
            List.of()));
  }

  /** Whoever answers there would like to write on our terminal, and at length. */
  public static CheckRunReport hostile() {
    return report(
        Verdict.FAILED,
        "any",
        new Check(
            "mail",
            "smtp",
            "10.0.0.11:25",
            Verdict.FAILED,
            "greeting 554 \u001b[2J\u001b[1;1Hall well\r\n\u202e\u0007, expected 220",
            1000,
            new Phases(0.4, null, 1.1, 1.2),
            "weight 7\u001b]0;owned\u0007",
            List.of(
                "greeting: " + "long\u009b31m".repeat(40),
                "x".repeat(200),
                "two\nlines\tand a tab"),
            List.of("\u001b[8mhidden")),
        new Check(
            "script",
            "script",
            "10.0.0.11:0",
            Verdict.VOID,
            "cannot run /usr/local/bin/check: others can write it",
            5000,
            new Phases(null, null, null, 0.0),
            null,
            List.of(),
            List.of()));
  }

  private static CheckRunReport report(Verdict verdict, String need, Check... checks) {
    return new CheckRunReport(
        "photos-https", "router1", "10.0.0.11:443", NOW, need, verdict, List.of(checks));
  }
}
