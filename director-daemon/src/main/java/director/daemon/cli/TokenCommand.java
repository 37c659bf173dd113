// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import director.daemon.control.Role;
import director.daemon.control.Token;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "token",
    description = {
      "Makes a token for somebody who is to reach the director over the network, and prints it: this"
          + " once, as nobody keeps it. The line for the file of control.listen.tokens holds only its"
          + " hash; it is good after the next reload.",
      "Needs no running daemon and changes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "2:wrong usage"})
final class TokenCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      description = "Whose it is, for the log: 1..64 letters, digits, dots, dashes, underscores.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      required = true,
      description = "read to ask only, operator to give orders, too.")
  private String role = "";

  @Spec private @Nullable CommandSpec spec;

  private final Options options;

  TokenCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    Role given =
        Role.of(role).orElseThrow(() -> wrong("--role must be read or operator, but is " + role));
    if (!Token.isName(name)) {
      throw wrong("NAME must be 1..64 letters, digits, dots, dashes and underscores");
    }
    String secret = Token.secret();
    String line = Token.of(name, given, secret).line();
    if (options.json()) {
      options.print(JsonNodeFactory.instance.objectNode().put("token", secret).put("line", line));
    } else {
      options.printLine("token, for " + name + " alone, and not shown again:");
      options.printLine("  " + secret);
      options.printLine("line for the file of control.listen.tokens:");
      options.printLine("  " + line);
    }
    return ExitCodes.FINE;
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set it");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
