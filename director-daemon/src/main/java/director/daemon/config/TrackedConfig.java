// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The things that can be tracked, section {@code track}: each by a name that no other has, whatever
 * its kind. What no virtual router tracks is not run.
 */
public record TrackedConfig(
    SortedMap<String, Script> scripts,
    SortedMap<String, File> files,
    SortedMap<String, Processes> processes,
    SortedMap<String, Service> services) {
  /** The path of a script, for whoever has something to say about it. */
  public static String scriptKey(String name) {
    return ConfigUtil.joinPath("track", "scripts", name);
  }

  public static final TrackedConfig NOTHING =
      new TrackedConfig(
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap());

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Kind<Duration> PERIOD =
      Durations.between(Duration.ofMillis(10), Duration.ofHours(1));
  private static final Kind<Duration> DELAY = Durations.between(Duration.ZERO, Duration.ofHours(1));
  private static final Kind<Integer> TIMES = Kind.integer(1, 100);
  static final Kind<String> WORD = Kind.text("a text", Pattern.compile("[^\\x00]+"));
  private static final Kind<String> PROGRAM =
      Kind.text("the name of a program, without a path", Pattern.compile("[!-~&&[^/]]{1,64}"));
  static final Kind<String> USER =
      Kind.text("the name of a user", Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.-]{0,31}\\$?"));
  private static final Kind<String> NAME = Kind.text(Section.NAME_WORDS, Section.NAME);

  /** Processes without number. */
  private static final int ANY_NUMBER = Integer.MAX_VALUE;

  public TrackedConfig {
    scripts = Collections.unmodifiableSortedMap(new TreeMap<>(scripts));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    processes = Collections.unmodifiableSortedMap(new TreeMap<>(processes));
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  /**
   * A program whose exit status 0 means that all is well.
   *
   * @param command its absolute path, and its arguments
   * @param user to run as, {@code nobody} when nobody is named
   */
  public record Script(
      String name,
      List<String> command,
      Duration interval,
      Duration timeout,
      int rise,
      int fall,
      String user,
      Initial initial) {
    /** A check needs no more rights; who wants root has to say so. */
    private static final String NOBODY = "nobody";

    public Script {
      command = List.copyOf(command);
    }

    static Script from(String name, Section section) {
      Duration interval = section.optional("interval", PERIOD, SECOND);
      Script read =
          new Script(
              name,
              section.requiredList(
                  "command", WORD, "[\"/usr/lib/directord/check\", \"-v\"]", "/bin/false"),
              interval,
              section.optional("timeout", PERIOD, interval),
              section.optional("rise", TIMES, 1),
              section.optional("fall", TIMES, 1),
              section.optional("user", USER, NOBODY),
              section.optional("initial", Kind.word(Initial.class), Initial.UNKNOWN));
      if (section.isSound() && !read.command().get(0).startsWith("/")) {
        section.refuse("command", "must begin with the path of a program: no shell looks for it");
      }
      return read;
    }
  }

  /** What is believed of a script that has not run yet. */
  public enum Initial {
    UNKNOWN,
    OK,
    FAILED
  }

  /**
   * A file that holds a whole number.
   *
   * @param whenMissing what a missing file counts; empty for a fault
   */
  public record File(String name, Path path, OptionalLong whenMissing) {
    static File from(String name, Section section) {
      return new File(
          name,
          section.required("path", FilePath.KIND, Path.of("/")),
          section.optional(
              "when-missing",
              Kind.text("a whole number, or the word fault", TrackedConfig::number),
              OptionalLong.of(0)));
    }
  }

  /**
   * Processes of which so many must run, meant by exactly one of the first three.
   *
   * @param program its name; empty when meant otherwise
   * @param commandLine its first words; empty when meant otherwise
   * @param pidFile a file with its process id
   * @param wholeCommandLine whether there must be no more words than these
   */
  public record Processes(
      String name,
      Optional<String> program,
      List<String> commandLine,
      Optional<String> pidFile,
      boolean wholeCommandLine,
      int min,
      int max,
      Duration appearDelay,
      Duration vanishDelay) {
    public Processes {
      commandLine = List.copyOf(commandLine);
    }

    static Processes from(String name, Section section) {
      Processes read =
          new Processes(
              name,
              section.optional("program", PROGRAM.maybe(), Optional.empty()),
              section.has("command-line")
                  ? section.requiredList("command-line", WORD, "[\"/usr/sbin/nginx\"]", "/")
                  : List.of(),
              section
                  .optional("pid-file", FilePath.KIND.maybe(), Optional.empty())
                  .map(Path::toString),
              section.optional("whole-command-line", Kind.flag(), false),
              section.optional("min", Kind.integer(0, 65535), 1),
              section.optional("max", Kind.integer(0, 65535), ANY_NUMBER),
              section.optional("appear-delay", DELAY, Duration.ZERO),
              section.optional("vanish-delay", DELAY, Duration.ZERO));
      if (section.isSound()) {
        read.check(section);
      }
      return read;
    }

    private void check(Section section) {
      long meant =
          program.stream().count() + (commandLine.isEmpty() ? 0 : 1) + pidFile.stream().count();
      if (meant != 1) {
        section.refuse("program", "or command-line or pid-file: exactly one of them must be there");
      }
      if (min > max) {
        section.refuse("min", "must not be above max");
      }
      if (wholeCommandLine && commandLine.isEmpty()) {
        section.refuse("whole-command-line", "says something about command-line, which is missing");
      }
    }
  }

  /** Which number tells the health of a service. */
  public enum Measure {
    QUORUM,
    SHARE
  }

  /**
   * The health of a service here, compared with how the peer sees it.
   *
   * @param service a name in that section of the file
   * @param hold how long it must be worse here before that counts
   */
  public record Service(String name, String service, Measure measure, Duration hold) {
    private static final Duration USUAL_HOLD = Duration.ofSeconds(10);

    static Service from(String name, Section section) {
      return new Service(
          name,
          section.optional("service", NAME, name),
          section.optional("measure", Kind.word(Measure.class), Measure.SHARE),
          section.optional("hold", DELAY, USUAL_HOLD));
    }

    /** What a virtual router tracks that names a service without more words. */
    public static Service plain(String service) {
      return new Service(service, service, Measure.SHARE, USUAL_HOLD);
    }
  }

  static TrackedConfig from(Section section) {
    return new TrackedConfig(
        section.named("scripts", Script::from),
        section.named("files", File::from),
        section.named("processes", Processes::from),
        section.named("services", Service::from));
  }

  private static OptionalLong number(String text) throws UnacceptableValueException {
    if (text.equals("fault")) {
      return OptionalLong.empty();
    }
    if (!text.matches("-?[0-9]{1,10}")) {
      throw new UnacceptableValueException("a whole number, or the word fault");
    }
    return OptionalLong.of(Long.parseLong(text));
  }
}
