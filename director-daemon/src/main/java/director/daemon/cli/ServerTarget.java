// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.ServerOrder;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which server an order is about, and why it is given; shared by all such commands. */
final class ServerTarget {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SERVICE", description = "As 'service list' shows it.")
  private String service = "";

  @Parameters(
      index = "1",
      paramLabel = "SERVER",
      description =
          "As 'server list' shows it: router1, or pool@10.0.0.11 when it came from a DNS name.")
  private String server = "";

  @Mixin private final Why why = new Why();

  String service() {
    return service;
  }

  String server() {
    return server;
  }

  String reason() {
    return why.reason();
  }

  boolean persist() {
    return why.persist();
  }

  /** What {@code making} makes; wrong usage when its numbers are out of range. */
  ServerOrder order(Supplier<ServerOrder> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
