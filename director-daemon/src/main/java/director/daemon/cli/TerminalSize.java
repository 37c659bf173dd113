// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a terminal is.
 *
 * @param lines 1..9999
 * @param columns 1..9999
 */
record TerminalSize(int lines, int columns) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,3}) ([1-9][0-9]{0,3})\\s*");

  /** Reads what {@code stty size} writes; empty for anything else. */
  static Optional<TerminalSize> of(String text) {
    Matcher numbers = FORM.matcher(text);
    return numbers.matches()
        ? Optional.of(
            new TerminalSize(
                Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
        : Optional.empty();
  }

  /** By another process, as Java has no call for it; for those who stay long enough. */
  static Optional<TerminalSize> measured() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return stty.waitFor(1, TimeUnit.SECONDS) ? of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no such terminal, or no stty: the usual size is as good
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
