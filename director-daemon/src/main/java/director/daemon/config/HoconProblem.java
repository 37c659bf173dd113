// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What typesafe-config says about a text that is no HOCON, in the words of our own problems. */
final class HoconProblem {
  private static final Pattern NOT_CLOSED =
      Pattern.compile("expecting a close parentheses '\\)' here, not: (.*)");
  private static final Pattern ADVICE =
      Pattern.compile(",? or you may be able to rename the file .properties rather than .conf");

  /** The rest of the line is taken for the key, and may be a password as keepalived has it. */
  private static final Pattern NO_EQUALS_SIGN =
      Pattern.compile("Key '(\"[^\"]*\"|[^\\s\"]+)[\\s\"].*' may not be followed by token: .*");

  private HoconProblem() {}

  static void report(ConfigException problem, Path file, Findings findings) {
    ConfigOrigin origin = problem.origin();
    Position at = origin == null ? new Position(file.toString(), 0) : Position.of(origin);
    String message = String.valueOf(problem.getMessage()).strip();
    if (origin != null && message.startsWith(origin.description() + ":")) {
      message = message.substring(origin.description().length() + 1).strip();
    }
    findings.refuse("", at, inOurWords(message));
  }

  private static String inOurWords(String message) {
    Matcher notClosed = NOT_CLOSED.matcher(message);
    if (notClosed.matches()) {
      // The parser says this about whatever it finds where a key or '}' should be.
      return notClosed.group(1).equals("end of file")
          ? "the file ends inside a section: a '}' is missing"
          : "expecting a key or '}' here, got " + notClosed.group(1);
    }
    Matcher noEqualsSign = NO_EQUALS_SIGN.matcher(message);
    if (noEqualsSign.matches()) {
      return "a '=' is missing behind the key " + noEqualsSign.group(1);
    }
    return ADVICE.matcher(message).replaceAll("");
  }
}
