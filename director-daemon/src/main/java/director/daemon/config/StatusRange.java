// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP status codes that count as a good answer; both ends belong to it.
 *
 * @param first 100..599
 * @param last {@code first}..599
 */
public record StatusRange(int first, int last) {
  private static final String EXPECTED =
      "a status code 100..599 or a range of them, such as 200 or \"200-299\"";
  private static final Pattern FORM = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

  public static final StatusRange OK = new StatusRange(200, 200);

  public boolean contains(int status) {
    return first <= status && status <= last;
  }

  static Kind<StatusRange> kind() {
    return Kind.text(EXPECTED, StatusRange::parse);
  }

  private static StatusRange parse(String text) throws UnacceptableValueException {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new UnacceptableValueException(EXPECTED);
    }
    int first = Integer.parseInt(parts.group(1));
    int last = parts.group(2) == null ? first : Integer.parseInt(parts.group(2));
    if (last < first) {
      throw new UnacceptableValueException(
          EXPECTED, "did you mean \"" + last + "-" + first + "\"?");
    }
    return new StatusRange(first, last);
  }

  /** {@code 200} or {@code 200-299}. */
  @Override
  public String toString() {
    return first == last ? String.valueOf(first) : first + "-" + last;
  }
}
