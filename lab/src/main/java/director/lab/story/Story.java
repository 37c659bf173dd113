// SPDX-License-Identifier: Apache-2.0
package director.lab.story;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells what happens while it happens, and sums it up. */
public final class Story {
  private static final String INDENT = "   ";

  private final PrintStream out;
  private final long start = System.nanoTime();
  private final List<List<String>> summary = new ArrayList<>();
  private int chapters;

  public Story(PrintStream out) {
    this.out = out;
    summary.add(List.of("what happened", "what was seen", "what is allowed"));
  }

  /** What comes before the first chapter. */
  public void prologue(String text) {
    text.lines().forEach(out::println);
  }

  /** Begins the next chapter. */
  public void chapter(String title) {
    chapters++;
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(Locale.ROOT, "%n%d. %s  [%.1f s]%n", chapters, title, seconds);
  }

  /** Goes on, with one sentence or several lines. */
  public void tell(String text) {
    text.lines().map(line -> (INDENT + line).stripTrailing()).forEach(out::println);
  }

  /** Remembers a result for the summary, and tells it. */
  public void result(String happened, String seen, String allowed) {
    summary.add(List.of(happened, seen, allowed));
    tell("=> " + seen + (allowed.isEmpty() ? "" : " (allowed: " + allowed + ")"));
  }

  /** The table of all results. */
  public void epilogue() {
    out.println();
    new Table(summary).lines().forEach(out::println);
    out.printf(Locale.ROOT, "%nAll of this took %.0f s.%n", (System.nanoTime() - start) / 1e9);
  }
}
