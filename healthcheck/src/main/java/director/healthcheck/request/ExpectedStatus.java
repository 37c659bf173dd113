// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The HTTP status codes that mean health.
 *
 * @param ranges at least one
 */
public record ExpectedStatus(List<StatusRange> ranges) {

  private static final Pattern RANGE = Pattern.compile("([0-9]{3})(?:\\s*-\\s*([0-9]{3}))?");

  public ExpectedStatus {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("at least one HTTP status must be expected");
    }
  }

  /** Exactly these codes. */
  public static ExpectedStatus of(int... codes) {
    return new ExpectedStatus(
        Arrays.stream(codes).mapToObj(code -> new StatusRange(code, code)).toList());
  }

  /**
   * Codes and ranges as they are written in a config: {@code 200}, {@code 200-299}.
   *
   * @throws IllegalArgumentException if one of them is neither
   */
  public static ExpectedStatus parse(List<String> texts) {
    return new ExpectedStatus(texts.stream().map(ExpectedStatus::range).toList());
  }

  /** Whether {@code status} is one of them. */
  public boolean contains(int status) {
    for (StatusRange range : ranges) {
      if (range.contains(status)) {
        return true;
      }
    }
    return false;
  }

  /** {@code 200}, or {@code 200-299, 404}. */
  @Override
  public String toString() {
    return ranges.stream().map(StatusRange::toString).collect(Collectors.joining(", "));
  }

  private static StatusRange range(String text) {
    Matcher matcher = RANGE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "an HTTP status is written like 200 or 200-299, but is \"" + text + "\"");
    }
    String last = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
    return new StatusRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(last));
  }
}
