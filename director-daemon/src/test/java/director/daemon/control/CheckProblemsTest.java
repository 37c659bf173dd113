// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.control.StatusReport.Checker;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CheckProblemsTest {

  @Test
  @DisplayName("tells first what ails the director itself, and each thing once for all servers")
  void starved() {
    StatusReport report = CheckReports.starved();

    assertEquals(
        List.of(
            "directord gets too little CPU: directord waited for a processor for 62 % of the last"
                + " second (run queue): no server is removed until that is over",
            "health checks begin 4.2 s too late, though some are asked for every 2 s: 31 wait for"
                + " their turn; ask less often, or raise checks.max-in-flight",
            "photos-https: router4 is DOWN: ssh: 3 of 3 checks in a row failed: connection refused;"
                + " 1 of 3 checks is down, all are needed",
            "photos-https: 1 of 4 servers fails, but is not removed: directord was short of the"
                + " processor while it asked (router2)",
            "script checks say nothing: /usr/local/bin/check can be written by others (router3)",
            "the certificate CN=photos.example.com expires in 9 days, on 2026-12-01 (router1,"
                + " router4)"),
        report.problems());
  }

  @Test
  @DisplayName("a lag below the shortest interval is none, nor is one where nothing is checked")
  void keepsUp() {
    assertEquals(List.of(), CheckProblems.of(new Checker(9, 9, 9, 1999, 0, 2000.0, null, 0)));
    assertEquals(List.of(), CheckProblems.of(Checker.NONE));
    assertEquals(List.of(), Reports.allWell().problems());
  }

  @Test
  @DisplayName("what directord itself missed is no fault of a script")
  void late() {
    assertEquals(
        List.of(),
        CheckProblems.of(
            List.of(
                Reports.photos(
                    CheckReports.voidCheck(
                        "script",
                        "router1",
                        "directord itself was late by 2 s during this check; seen: no")))));
  }

  @Test
  @DisplayName("a check of any kind that cannot be made is told: nobody would ever be removed")
  void unable() {
    String authority = "cannot read the authority /etc/site/ca.pem: no such file";

    assertEquals(
        List.of("https checks say nothing: " + authority + " (router1, router2)"),
        CheckProblems.of(
            List.of(
                Reports.photos(
                    CheckReports.voidCheck("https", "router1", authority),
                    CheckReports.voidCheck("https", "router2", authority)))));
  }
}
