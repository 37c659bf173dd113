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
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a command was typed.
 *
 * @param terminal whether {@code out} goes to one
 */
public record Shell(
    PrintWriter out, PrintWriter err, Map<String, String> environment, boolean terminal) {
  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 40;
  private static final int WIDEST = 400;
  private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/|tty|console|hvc|vc/).*");

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
        isTerminal(Path.of("/proc/self/fd/1")));
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

  /** See no-color.org; "dumb" is what editors and serial consoles say of themselves. */
  private boolean wantsColour() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  private int width() {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[0-9]{1,4}")
        ? Math.min(WIDEST, Math.max(NARROWEST, Integer.parseInt(columns)))
        : USUAL_WIDTH;
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
