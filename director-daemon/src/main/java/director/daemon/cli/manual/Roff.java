// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.manual;

/** Text in the language of man(7), which every manual reader understands. */
final class Roff {
  private final StringBuilder text = new StringBuilder();

  /** A request or macro on a line of its own; empty arguments are kept. */
  Roff macro(String name, String... arguments) {
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    text.append('\n');
    return this;
  }

  /** A line of text. */
  Roff line(String line) {
    String safe = escaped(line.strip());
    // What begins with these would be a request.
    text.append(safe.startsWith(".") || safe.startsWith("'") ? "\\&" : "").append(safe);
    text.append('\n');
    return this;
  }

  /** A line that is escaped already. */
  Roff raw(String line) {
    text.append(line).append('\n');
    return this;
  }

  static String bold(String word) {
    return "\\fB" + escaped(word) + "\\fR";
  }

  static String italic(String word) {
    return "\\fI" + escaped(word) + "\\fR";
  }

  /** A plain minus for whoever copies it into a shell. */
  static String escaped(String plain) {
    return plain.replace("\\", "\\e").replace("-", "\\-");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
