// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import picocli.CommandLine.Option;

/** Why an order is given, and how long it stands; shared by those that last. */
final class Why {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the log and the status.")
  private String reason = "";

  @Option(
      names = "--persist",
      description = "Let it stand over a restart of directord and of the machine.")
  private boolean persist;

  String reason() {
    return reason;
  }

  boolean persist() {
    return persist;
  }
}
