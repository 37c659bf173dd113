// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.cli.draw.ServerTable;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.UnknownName;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "list",
    description = {
      "Lists the real servers, of one service or of all.",
      "STATE says beside it what is not plain: held in (DOWN, but taking it out would pass the"
          + " service's floor), ordered out (DOWN, and an order keeps it out anyway), withheld (its"
          + " checks fail, but directord doubts itself), rising (slow-start), weighted, quiesced,"
          + " drained; advised, drains itself, maintenance (by the word of its own checks).",
      "STREAK counts the results in a row that speak against what is believed of the server.",
      "WEIGHT is in the kernel / configured, \"-\" what the kernel does not have; a wider terminal"
          + " shows more columns. With -o json it prints the servers of the status, each with the"
          + " name of its service."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:one of these servers is DOWN, and no order keeps it out",
      "3:the daemon cannot be reached",
      "4:there is no such service"
    })
final class ServerListCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "As named in the config.")
  private @Nullable String service;

  @Mixin private final Watch watch = new Watch();

  private final Options options;

  ServerListCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    return watch.run(options, this::look);
  }

  private Watch.Sight look() throws DirectorUnreachableException, RefusedException {
    JsonNode status = options.director().status();
    StatusReport report = Questions.report(status);
    List<Service> wanted = report.services().stream().filter(s -> wants(s.name())).toList();
    if (service != null && wanted.isEmpty()) {
      throw RefusedException.of(
          UnknownName.of(
              "service", service, report.services().stream().map(Service::name).toList()));
    }
    return new Watch.Sight(
        servers(status),
        () -> ServerTable.draw(wanted, report.director().time(), options.screen()),
        wanted.stream().flatMap(s -> s.servers().stream()).noneMatch(Server::fails));
  }

  private ArrayNode servers(JsonNode status) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : status.path("services")) {
      if (wants(each.path("name").asText())) {
        for (JsonNode server : each.path("servers")) {
          ObjectNode row = list.addObject().put("service", each.path("name").asText());
          server.fields().forEachRemaining(field -> row.set(field.getKey(), field.getValue()));
        }
      }
    }
    return list;
  }

  private boolean wants(String name) {
    return service == null || service.equals(name);
  }
}
