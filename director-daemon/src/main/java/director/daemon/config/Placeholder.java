// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.actions.state.Occasion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word in braces in an argument of an action's command, in whose place a name is put. */
public enum Placeholder {
  SERVICE,
  SERVER,
  ADDRESS;

  private static final Pattern WORD = Pattern.compile("\\{([a-zA-Z_-]+)}");

  private String of(Occasion occasion) {
    return switch (this) {
      case SERVICE -> occasion.subject().service();
      case SERVER -> occasion.subject().server();
      case ADDRESS -> occasion.address();
    };
  }

  /** The command with the names that belong to {@code occasion}; what else is in braces stays. */
  public static List<String> fill(List<String> command, Occasion occasion) {
    List<String> filled = new ArrayList<>();
    for (String argument : command) {
      filled.add(
          WORD.matcher(argument)
              .replaceAll(
                  found ->
                      Matcher.quoteReplacement(
                          of(found.group(1)).map(it -> it.of(occasion)).orElse(found.group()))));
    }
    return filled;
  }

  /** Whether there is one that only a server has. */
  static boolean anyOfServer(List<String> command) {
    return words(command).stream()
        .anyMatch(word -> word.equals("server") || word.equals("address"));
  }

  /** What is in braces and means nothing. */
  static List<String> unknown(List<String> command) {
    return words(command).stream().filter(word -> of(word).isEmpty()).toList();
  }

  static List<String> words(List<String> command) {
    return command.stream()
        .flatMap(argument -> WORD.matcher(argument).results())
        .map(found -> found.group(1))
        .toList();
  }

  private static Optional<Placeholder> of(String word) {
    for (Placeholder each : values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
