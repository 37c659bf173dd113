// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.cli.draw.DoctorSheet;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.StatusReport;
import director.daemon.doctor.fact.Facts.Running;
import director.daemon.doctor.fact.Known;
import director.daemon.doctor.rule.Diagnosis;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = {
      "Examines this director, its segments and its real servers, and says of each thing that is"
          + " wrong what was seen, why it matters, and the command that mends it. Takes a few"
          + " seconds, and changes nothing.",
      "It runs on a director, as root, whether the daemon runs or not: it reads the configuration"
          + " file and asks the kernel, the segment and the servers itself. What it could not judge,"
          + " as without root, it says; that is no pass."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything could be judged, and nothing is wrong",
      "1:something is wrong, or could not be judged"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final String USUAL_CONFIG = "/etc/directord/director.conf";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration. Default: the one that the daemon has read, or "
              + USUAL_CONFIG
              + " when it does not run.")
  private @Nullable Path config;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "That of the daemon. Default: ${DEFAULT-VALUE}",
      defaultValue = "/var/lib/directord")
  private Path stateDirectory = Path.of("");

  private final Options options;
  private final Doctor doctor;

  DoctorCommand(Options options, Doctor doctor) {
    this.options = options;
    this.doctor = doctor;
  }

  @Override
  public Integer call() throws Exception {
    Known<Running> running = running();
    Diagnosis diagnosis =
        doctor.examine(file(running).toAbsolutePath(), stateDirectory.toAbsolutePath(), running);
    if (options.json()) {
      options.print(DoctorJson.of(diagnosis));
    } else {
      options.print(DoctorSheet.draw(diagnosis, options.screen()));
    }
    return diagnosis.isSound() ? ExitCodes.FINE : ExitCodes.DEGRADED;
  }

  private Path file(Known<Running> running) {
    if (config != null) {
      return config;
    }
    return Path.of(
        running.value().map(Running::file).filter(file -> !file.isEmpty()).orElse(USUAL_CONFIG));
  }

  /** That the daemon does not answer is nothing that keeps a doctor from looking. */
  private Known<Running> running() {
    try {
      return Known.of(of(Questions.report(options.director().overview())));
    } catch (DirectorUnreachableException e) {
      return Known.not("the daemon does not answer: " + e.getMessage());
    } catch (RefusedException e) {
      return Known.not("the daemon refuses: " + e.getMessage());
    }
  }

  private static Running of(StatusReport report) {
    SortedMap<String, String> roles = new TreeMap<>();
    report.vrrp().instances().forEach(each -> roles.put(each.name(), each.state().name()));
    StatusReport.Config loaded = report.config();
    return new Running(
        report.director().version(),
        loaded == null ? "" : loaded.file(),
        loaded == null ? "" : loaded.hash(),
        roles);
  }
}
