// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.NotifyConfig.Fifo;
import director.daemon.config.NotifyScripts.Occasion;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How it is written who is told of what, for people who have scripts of keepalived. */
final class NotifyForm {
  private static final Path NOWHERE = Path.of("/");
  private static final String COMMAND = "[\"/etc/directord/notify\", \"photos\"]";
  private static final Kind<Duration> TIMEOUT =
      Durations.between(Duration.ofMillis(100), Duration.ofHours(1));
  private static final Kind<Integer> MODE =
      Kind.text("permissions in octal digits in quotes, such as \"0640\"", NotifyForm::mode);
  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");

  private NotifyForm() {}

  static NotifyConfig read(Section section) {
    NotifyConfig usual = NotifyConfig.DEFAULT;
    return new NotifyConfig(
        section.optional("user", TrackedConfig.USER, usual.user()),
        section.optional("timeout", TIMEOUT, usual.timeout()),
        section.optional("priority-changes", Kind.flag(), usual.priorityChanges()),
        fifo(section, "fifo"),
        fifo(section, "vrrp-fifo"),
        fifo(section, "lvs-fifo"));
  }

  /** A path, or a section that says more. */
  private static Optional<Fifo> fifo(Section section, String key) {
    Kind<Optional<Fifo>> path = value -> Optional.of(Fifo.at(FilePath.KIND.read(value)));
    return section.either(key, path, one -> Optional.of(fifo(one)), Optional.empty());
  }

  private static Fifo fifo(Section section) {
    return new Fifo(
        section.required("path", FilePath.KIND, NOWHERE),
        section.optional("owner", TrackedConfig.USER.maybe(), Optional.empty()),
        section.optional("group", TrackedConfig.USER.maybe(), Optional.empty()),
        section.optional("mode", MODE, Fifo.USUAL_MODE),
        command(section, "reader"),
        section.optional("user", TrackedConfig.USER.maybe(), Optional.empty()));
  }

  private static int mode(String text) throws UnacceptableValueException {
    if (!OCTAL.matcher(text).matches()) {
      throw new UnacceptableValueException(
          "permissions in octal digits in quotes, such as \"0640\"");
    }
    return Integer.parseInt(text, 8);
  }

  /** The section {@code notify} of a virtual router or a sync group. */
  static NotifyScripts scripts(Section section) {
    SortedMap<Occasion, List<String>> on = new TreeMap<>();
    for (Occasion occasion : Occasion.values()) {
      List<String> command = command(section, Kind.wordFor(occasion));
      if (!command.isEmpty()) {
        on.put(occasion, command);
      }
    }
    return new NotifyScripts(
        on,
        command(section, "any"),
        section.optional("user", TrackedConfig.USER.maybe(), Optional.empty()),
        section.optional("timeout", TIMEOUT.maybe(), Optional.empty()));
  }

  private static List<String> command(Section section, String key) {
    boolean there = section.has(key);
    if (!there) {
      return List.of();
    }
    List<String> command = section.requiredList(key, TrackedConfig.WORD, COMMAND, "/bin/false");
    String program = command.isEmpty() ? "" : command.get(0);
    if (!command.isEmpty() && !program.startsWith("/")) {
      section.refuse(key, "must begin with the path of a program: no shell looks for it");
    } else if (!command.isEmpty() && !isExecutable(program)) {
      section.warn(key, "begins with no program that can be run here: " + program);
    }
    return command;
  }

  /** Not each text is a path: without a locale Java knows no names beyond ASCII. */
  private static boolean isExecutable(String program) {
    try {
      return Files.isExecutable(Path.of(program)) && !Files.isDirectory(Path.of(program));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
