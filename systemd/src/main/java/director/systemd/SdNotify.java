// SPDX-License-Identifier: Apache-2.0
package director.systemd;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One notification of sd_notify(3): lines of the form NAME=value, which become one datagram.
 *
 * @param lines without line breaks, at least one
 */
public record SdNotify(List<String> lines) {
  /** We serve: the start, or the reload, is over. */
  public static final SdNotify READY = one("READY=1");

  /** We have begun to stop. */
  public static final SdNotify STOPPING = one("STOPPING=1");

  /** We work. */
  public static final SdNotify WATCHDOG = one("WATCHDOG=1");

  /** systemd reads 4096 bytes (NOTIFY_BUFFER_MAX), and throws away whole what is longer. */
  private static final int LONGEST_STATUS = 900;

  public SdNotify {
    lines = List.copyOf(lines);
  }

  /**
   * We have begun to take up another configuration; {@link #READY} ends it.
   *
   * @param monotonic when, on CLOCK_MONOTONIC, so that systemd knows a reload that it asked for
   *     from one before
   */
  public static SdNotify reloading(Duration monotonic) {
    return new SdNotify(List.of("RELOADING=1", "MONOTONIC_USEC=" + micros(monotonic)));
  }

  /**
   * A sentence for {@code systemctl status}; line breaks become blanks, and what is too long ends
   * in dots.
   */
  public static SdNotify status(String sentence) {
    String line = sentence.strip().replaceAll("\\s*[\\r\\n]\\s*", " ");
    return one("STATUS=" + (line.length() > LONGEST_STATUS ? cut(line) + "..." : line));
  }

  /** What we are at, a start, reload or stop, takes so much longer from now on, and is no hang. */
  public static SdNotify extendTimeout(Duration by) {
    return one("EXTEND_TIMEOUT_USEC=" + micros(by));
  }

  /**
   * Why we fail, as a number of errno(3).
   *
   * @param errno above 0
   */
  public static SdNotify errno(int errno) {
    return one("ERRNO=" + errno);
  }

  /** Both in one datagram. */
  public SdNotify and(SdNotify more) {
    List<String> all = new ArrayList<>(lines);
    all.addAll(more.lines);
    return new SdNotify(all);
  }

  /** The datagram. */
  public byte[] bytes() {
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static SdNotify one(String line) {
    return new SdNotify(List.of(line));
  }

  /** Half a character is none: systemd takes no status that is not UTF-8. */
  private static String cut(String line) {
    boolean inPair = Character.isHighSurrogate(line.charAt(LONGEST_STATUS - 1));
    return line.substring(0, inPair ? LONGEST_STATUS - 1 : LONGEST_STATUS);
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }
}
