// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.cli.draw.Screen;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Where a command was typed.
 *
 * @param terminal whether {@code out} goes to one
 * @param pause lets time pass
 * @param clock what time it is, and in which zone; to know the zone takes a while
 * @param measure how large the terminal is now; empty where nobody knows
 */
public record Shell(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    boolean terminal,
    Pause pause,
    Supplier<Clock> clock,
    Supplier<Optional<TerminalSize>> measure) {
  /** Set by the launcher to what {@code stty size} says. */
  private static final String SIZE_VARIABLE = "DIRECTORCTL_SIZE";

  private static final int USUAL_HEIGHT = 24;
  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 40;
  private static final int WIDEST = 400;
  private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/|tty|console|hvc|vc/).*");

  /** Lets time pass between two looks. */
  @FunctionalInterface
  public interface Pause {
    /** False when there will be no other look. */
    boolean pass(Duration time);
  }

  /** Whether to colour what is printed. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER;

    @Override
    public String toString() {
      return super.toString().toLowerCase(Locale.ROOT);
    }
  }

  static Shell ofThisProcess() {
    return new Shell(
        writer(System.out),
        writer(System.err),
        System.getenv(),
        isTerminal(Path.of("/proc/self/fd/1")),
        Shell::await,
        () -> Clock.system(ZoneId.systemDefault()),
        TerminalSize::measured);
  }

  private static boolean await(Duration time) {
    try {
      return !new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
  }

  Screen screen(Colour colour) {
    return switch (colour) {
      case ALWAYS -> new Screen(width(), true);
      case NEVER -> new Screen(width(), false);
      case AUTO -> new Screen(width(), terminal && wantsColour());
    };
  }

  /** Whether what is printed can take the place of what was. */
  boolean redraws() {
    return terminal && !isDumb();
  }

  private boolean isDumb() {
    return environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Of the terminal; without one, more than anybody prints. */
  int lines() {
    if (!redraws()) {
      return Integer.MAX_VALUE;
    }
    String lines = environment.getOrDefault("LINES", "");
    return lines.matches("[1-9][0-9]{0,3}")
        ? Integer.parseInt(lines)
        : size().map(TerminalSize::lines).orElse(USUAL_HEIGHT);
  }

  /** See no-color.org; "dumb" is what editors and serial consoles say of themselves. */
  private boolean wantsColour() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb();
  }

  /** Of what is said explicitly, then of the terminal. */
  private int width() {
    String columns = environment.getOrDefault("COLUMNS", "");
    int width =
        columns.matches("[0-9]{1,4}")
            ? Integer.parseInt(columns)
            : size().map(TerminalSize::columns).orElse(USUAL_WIDTH);
    return Math.min(WIDEST, Math.max(NARROWEST, width));
  }

  /** As the launcher saw it: shells know it as COLUMNS, and don't tell programs. */
  private Optional<TerminalSize> size() {
    return terminal
        ? TerminalSize.of(environment.getOrDefault(SIZE_VARIABLE, ""))
        : Optional.empty();
  }

  /** The same place, with the terminal as large as it is now. */
  Shell measured() {
    if (!terminal) {
      return this;
    }
    Map<String, String> renewed = new TreeMap<>(environment);
    measure
        .get()
        .ifPresent(size -> renewed.put(SIZE_VARIABLE, size.lines() + " " + size.columns()));
    return new Shell(out, err, renewed, terminal, pause, clock, measure);
  }

  /** By the name of the device: what System.console() means differs between JDK 17, 22 and 25. */
  static boolean isTerminal(Path descriptor) {
    try {
      return TERMINAL.matcher(Files.readSymbolicLink(descriptor).toString()).matches();
    } catch (IOException e) {
      return false; // closed, or no /proc: a terminal has both
    }
  }
}
