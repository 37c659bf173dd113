// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.Service;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "complete",
    hidden = true,
    description = "Prints the names of things, one a line, for the completion of shells.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "3:the daemon cannot be reached"})
final class CompleteCommand implements Callable<Integer> {
  /** What has names. */
  enum Kind {
    VIPS,
    SERVICES,
    SERVERS,
    TARGETS
  }

  @Parameters(index = "0", paramLabel = "KIND", description = "One of ${COMPLETION-CANDIDATES}.")
  private Kind kind = Kind.TARGETS;

  @Parameters(index = "1", arity = "0..1", description = "Of which service the servers are.")
  private String service = "";

  private final Options options;

  CompleteCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    StatusReport report = Questions.report(options.director().status());
    names(report).distinct().forEach(options::printLine);
    return ExitCodes.FINE;
  }

  private Stream<String> names(StatusReport report) {
    return switch (kind) {
      case VIPS -> vips(report);
      case SERVICES -> services(report);
      case SERVERS ->
          report.services().stream()
              .filter(it -> it.name().equals(service))
              .flatMap(it -> it.servers().stream())
              .map(Server::name);
      case TARGETS ->
          Stream.of(vips(report), services(report), servers(report)).flatMap(names -> names);
    };
  }

  private static Stream<String> vips(StatusReport report) {
    return report.vrrp().instances().stream().map(Instance::name);
  }

  private static Stream<String> services(StatusReport report) {
    return report.services().stream().map(Service::name);
  }

  private static Stream<String> servers(StatusReport report) {
    return report.services().stream()
        .flatMap(it -> it.servers().stream().map(server -> it.name() + "/" + server.name()));
  }
}
