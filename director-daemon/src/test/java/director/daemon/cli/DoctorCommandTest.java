// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.control.ControlAnswer;
import director.daemon.control.ControlApi;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.doctor.fact.Facts.Running;
import director.daemon.doctor.fact.Known;
import director.daemon.doctor.rule.Diagnosis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  private final List<String> asked = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private Diagnosis diagnosis = Diagnoses.SOUND;

  private int run(ControlApi director, String... arguments) {
    Shell shell =
        new Shell(
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            Map.of("COLUMNS", "100"),
            false,
            time -> false,
            Clock::systemUTC,
            Optional::empty);
    return DirectorCtl.run(
        arguments,
        socket -> director,
        file -> new ConfigChecker.Verdict(List.of(), List.of(), List.of(), List.of()),
        this::examine,
        shell);
  }

  private Diagnosis examine(Path config, Path stateDirectory, Known<Running> running) {
    asked.add(config + " " + stateDirectory + " " + running.value().isPresent());
    return diagnosis;
  }

  private static ControlAnswer unreachable(String method, String path, String body)
      throws DirectorUnreachableException {
    throw new DirectorUnreachableException("no such file", null);
  }

  @Test
  @DisplayName("without the daemon it looks at the usual file, and exits 0 when all is sound")
  void withoutDaemon() {
    int exit = run(DoctorCommandTest::unreachable, "doctor");

    assertEquals(0, exit);
    assertEquals(List.of("/etc/directord/director.conf /var/lib/directord false"), asked);
    assertEquals("sound: 3 rules, nothing found\n", out.toString());
  }

  @Test
  @DisplayName("takes another file and state directory, and exits 1 when something is found")
  void otherPlaces() {
    diagnosis = Diagnoses.SICK;

    int exit =
        run(
            DoctorCommandTest::unreachable,
            "-o",
            "json",
            "doctor",
            "--config",
            "/tmp/a.conf",
            "--state-dir",
            "/tmp/s");

    assertEquals(1, exit);
    assertEquals(List.of("/tmp/a.conf /tmp/s false"), asked);
    assertTrue(
        out.toString()
            .contains(
                """
                {
                      "rule": "server-refuses-vip",
                      "severity": "error",
                      "subject": "photos-https/router2",
                      "seen": "a SYN for 203.0.113.10 port 443, sent to 02:00:00:00:00:22, got no answer",
                """
                    .strip()),
        out.toString());
  }

  @Test
  @DisplayName("what nobody could judge is no pass: it exits 1 with no finding too")
  void openIsNoPass() {
    diagnosis =
        new Diagnosis(
            Diagnoses.SICK.time(), Diagnoses.SICK.rules(), List.of(), Diagnoses.SICK.open());

    assertEquals(1, run(DoctorCommandTest::unreachable, "doctor"));
    assertTrue(out.toString().startsWith("nothing found, 6 not judged by 3 rules\n"));
  }
}
