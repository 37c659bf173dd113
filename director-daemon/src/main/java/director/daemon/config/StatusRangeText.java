// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.StatusRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How HTTP status codes that count as a good answer are written: 200, or "200-299". */
final class StatusRangeText {
  private static final String EXPECTED =
      "a status code 100..599 or a range of them, such as 200 or \"200-299\"";
  private static final Pattern FORM = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

  private StatusRangeText() {}

  static Kind<StatusRange> kind() {
    return Kind.text(EXPECTED, StatusRangeText::parse);
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
}
