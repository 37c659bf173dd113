// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line of a bench, as {@code lab/bench/run} makes it: the distribution folder, the
 * folder for results (with the compiled probe in it), then {@code --name value} or {@code --name}.
 */
record Options(Path distribution, Path results, Map<String, String> given) {

  static Options parse(String... arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 2; i < arguments.length; i++) {
      String name = arguments[i];
      if (!name.startsWith("--")) {
        throw new IllegalArgumentException("'" + name + "' is no option; options begin with --");
      }
      boolean hasValue = i + 1 < arguments.length && !arguments[i + 1].startsWith("--");
      given.put(name.substring(2), hasValue ? arguments[++i] : "");
    }
    return new Options(Path.of(arguments[0]), Path.of(arguments[1]), given);
  }

  /** Refuses options that the bench does not know. */
  Options allow(String... names) {
    List<String> unknown = new ArrayList<>(given.keySet());
    unknown.removeAll(List.of(names));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown options " + unknown + "; this bench knows " + Arrays.toString(names));
    }
    return this;
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  String text(String name, String otherwise) {
    return given.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    return has(name) ? Integer.parseInt(text(name, "")) : otherwise;
  }

  /** Values with commas between them. */
  List<String> list(String name, String otherwise) {
    return List.of(text(name, otherwise).split(",", -1));
  }

  /** Such as {@code 10ms,1s}. */
  List<Duration> durations(String name, String otherwise) {
    return list(name, otherwise).stream().map(Options::duration).toList();
  }

  private static Duration duration(String text) {
    if (text.endsWith("ms")) {
      return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
    return Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
  }

  Path probe() {
    return results.resolve("probe");
  }

  /** Those that {@code --daemons} names; the first is ours, and ratios are to the second. */
  List<Daemon> daemons(String otherwise) {
    return list("daemons", otherwise).stream().map(this::daemon).toList();
  }

  private Daemon daemon(String name) {
    return switch (name) {
      case "directord" -> new Elector(name, distribution, text("java-options", ""));
      case "keepalived" -> new Keepalived(false);
      case "keepalived-rt" -> new Keepalived(true);
      default ->
          throw new IllegalArgumentException(
              "'" + name + "' is none of directord, keepalived, keepalived-rt");
    };
  }
}
