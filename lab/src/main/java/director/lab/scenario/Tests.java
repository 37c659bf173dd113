// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.scenario.Outcome.Kind;
import director.lab.watch.Starvation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Plays one part of the scenarios; {@code lab/test} starts it twice.
 *
 * <p>Arguments: the part (1 to 4), the daemon's distribution folder, a folder for the results, and
 * the names of scenarios or groups, if not all are meant. In the results' folder it leaves {@code
 * outcomes}, a line a scenario, and the evidence of those that failed.
 */
public final class Tests {
  private static final int TRIES = 3;

  /** Half of what scenarios allow beyond the theory. */
  private static final Duration STARVED = Duration.ofMillis(50);

  private final Starvation starvation = Starvation.watch();
  private final Path results;
  private final List<String> chosen;

  private Tests(Path results, List<String> chosen) {
    this.results = results;
    this.chosen = chosen;
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    List<String> chosen = Arrays.asList(arguments).subList(3, arguments.length);
    Tests tests = new Tests(Path.of(arguments[2]), chosen);
    for (Group group : Groups.of(Integer.parseInt(arguments[0]), Path.of(arguments[1]))) {
      tests.play(group);
    }
    System.exit(0); // daemons' reapers and probes may still be at work
  }

  private void play(Group group) throws IOException, InterruptedException {
    try (group) {
      for (Scenario scenario : group.scenarios()) {
        if (isChosen(group, scenario)) {
          report(judge(group, scenario));
        }
      }
    }
  }

  /** Plays it again if it failed while the machine was starved: then it proves nothing. */
  private Outcome judge(Group group, Scenario scenario) throws IOException, InterruptedException {
    for (int left = TRIES; true; left--) {
      starvation.worst();
      Outcome outcome = play(group, scenario);
      Duration worst = starvation.worst();
      if (outcome.kind() != Kind.FAILED || left == 1 || worst.compareTo(STARVED) < 0) {
        return outcome;
      }
      System.out.println(
          "again    "
              + scenario.name()
              + " failed while this machine did not run for "
              + worst.toMillis()
              + " ms at a time");
    }
  }

  private Outcome play(Group group, Scenario scenario) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Kind kind = Kind.PASSED;
    String measured = "";
    String detail = "";
    try {
      group.calm();
      measured = scenario.body().play();
    } catch (SkippedException e) {
      kind = Kind.SKIPPED;
      detail = String.valueOf(e.getMessage());
    } catch (IOException | RuntimeException | AssertionError e) {
      kind = Kind.FAILED;
      Path evidence = results.resolve(scenario.name());
      Files.createDirectories(evidence);
      group.saveEvidence(evidence);
      detail = reason(e) + "\n" + Evidence.summary(evidence);
      group.close();
    }
    return new Outcome(
        kind, scenario, Duration.ofNanos(System.nanoTime() - start), measured, detail);
  }

  private void report(Outcome outcome) throws IOException {
    System.out.println(outcome.lines());
    Files.writeString(
        results.resolve("outcomes"),
        outcome.lines().lines().findFirst().orElseThrow() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private boolean isChosen(Group group, Scenario scenario) {
    return chosen.isEmpty() || chosen.contains(scenario.name()) || chosen.contains(group.name());
  }

  private static String reason(Throwable problem) {
    StackTraceElement[] trace = problem.getStackTrace();
    String where = trace.length == 0 ? "" : "\n(" + origin(trace) + ")";
    return (problem instanceof AssertionError ? problem.getMessage() : problem) + where;
  }

  /** The line of the scenario, rather than that of what it called. */
  private static StackTraceElement origin(StackTraceElement[] trace) {
    return Arrays.stream(trace)
        .filter(frame -> frame.getClassName().endsWith("Group"))
        .findFirst()
        .orElse(trace[0]);
  }
}
