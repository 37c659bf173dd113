// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.cli.draw.EventLines;
import director.daemon.cli.draw.Happening;
import director.daemon.cli.draw.Timeline;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.journal.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "events",
    description = {
      "Shows what happened and why: every change of a virtual address, a service or a server, orders"
          + " and who gave them, reloads, starts. Times are local.",
      "With --around it draws one timeline of what happened near that time, and of the seconds in which"
          + " this machine was not as usual; above it how it usually was then, and at worst.",
      "A TIME is one of: " + Moments.EXPECTED + ".",
      "With -o json it prints a line of JSON for each event, and with --around one for each second."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "3:the daemon cannot be reached, or ended while it was followed",
      "4:refused: there is no such target"
    })
final class EventsCommand implements Callable<Integer> {
  private static final int LATEST = 50;
  private static final int LATEST_BEFORE_FOLLOWING = 10;
  private static final int MOST = 100_000;
  private static final Duration WIDEST = Duration.ofHours(12);

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with each event as it happens, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--since", paramLabel = "TIME", description = "Not before that.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Before that.")
  private @Nullable String until;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description = "Only of that, as 'explain' takes it; a service is with its servers.")
  private String target = "";

  @Option(
      names = {"-n", "--most"},
      paramLabel = "N",
      description = "At most so many, 1..100000. Default: all with --since, else the latest 50.")
  private @Nullable Integer most;

  @Option(names = "--around", paramLabel = "TIME", description = "What happened near that time.")
  private @Nullable String around;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "With --around: that much before and after it, 1s..12h. Default: 2m")
  private @Nullable Duration within;

  private final Options options;

  EventsCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    check();
    if (around != null) {
      around(moment("--around", around), within == null ? Duration.ofMinutes(2) : within);
    } else {
      list();
    }
    return ExitCodes.FINE;
  }

  private void check() {
    if (around != null && (follow || since != null || until != null)) {
      throw wrong("--around says the time by itself: without --follow, --since and --until");
    }
    if (around == null && within != null) {
      throw wrong("--within goes with --around");
    }
    if (follow && until != null) {
      throw wrong("--follow has no end: without --until");
    }
    if (most != null && (most < 1 || most > MOST)) {
      throw wrong("--most must be 1..%d, but is %d".formatted(MOST, most));
    }
    if (within != null && (within.isZero() || within.compareTo(WIDEST) > 0)) {
      throw wrong("--within must be 1s..12h");
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }

  private Instant moment(String option, String text) {
    return new Moments(options.clock())
        .read(text)
        .orElseThrow(
            () -> wrong("%s: '%s' is none of %s".formatted(option, text, Moments.EXPECTED)));
  }

  private void list() throws DirectorUnreachableException, RefusedException {
    Past.Wanted wanted =
        new Past.Wanted(
            Optional.ofNullable(since).map(text -> moment("--since", text)),
            Optional.ofNullable(until).map(text -> moment("--until", text)),
            target,
            most != null ? most : since != null ? MOST : follow ? LATEST_BEFORE_FOLLOWING : LATEST);
    EventLines drawer = new EventLines(options.clock().getZone());
    if (follow) {
      follow(wanted, drawer);
      return;
    }
    List<JsonNode> events = new ArrayList<>();
    options
        .past()
        .events(
            wanted,
            line -> {
              print(line, drawer);
              return events.isEmpty() ? events.add(line) : true;
            });
    if (events.isEmpty() && !options.json()) {
      options.printLine("no events");
    }
  }

  /** Until the director ends, or nobody reads what is printed. */
  private void follow(Past.Wanted wanted, EventLines drawer)
      throws DirectorUnreachableException, RefusedException {
    options
        .past()
        .follow(
            wanted,
            line -> {
              print(line, drawer);
              return options.flush();
            });
    if (options.flush()) {
      throw new DirectorUnreachableException("directord has ended: no more events follow", null);
    }
  }

  private void print(JsonNode line, EventLines drawer) {
    if (options.json()) {
      options.printLine(line.toString());
    } else if (line.has("lost")) {
      options.complain(
          line.path("lost").asText() + " events are left out here: this reader is too slow");
    } else {
      Happening.of(line).ifPresent(event -> options.print(drawer.draw(event, options.screen())));
    }
  }

  private void around(Instant middle, Duration span)
      throws DirectorUnreachableException, RefusedException {
    Instant from = middle.minus(span);
    Instant to = middle.plus(span);
    List<JsonNode> events = new ArrayList<>();
    List<JsonNode> seconds = new ArrayList<>();
    options
        .past()
        .events(
            new Past.Wanted(Optional.of(from), Optional.of(to), target, most == null ? MOST : most),
            events::add);
    options.past().conditions(from, to, seconds::add);
    if (options.json()) {
      Stream.concat(events.stream(), seconds.stream())
          .sorted(Comparator.comparing(Past::time))
          .forEach(line -> options.printLine(line.toString()));
      return;
    }
    List<Condition> conditions = new ArrayList<>();
    for (JsonNode second : seconds) {
      conditions.add(Questions.value(second, Condition.class));
    }
    options.print(
        Timeline.draw(
            events.stream().flatMap(line -> Happening.of(line).stream()).toList(),
            conditions,
            options.clock().getZone(),
            options.screen()));
  }
}
