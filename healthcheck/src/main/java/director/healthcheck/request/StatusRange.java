// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

/**
 * HTTP status codes from {@code first} to {@code last}, both included.
 *
 * @param first 100..999
 * @param last {@code first}..999
 */
public record StatusRange(int first, int last) {

  public StatusRange {
    if (first < 100 || last > 999 || first > last) {
      throw new IllegalArgumentException(
          "an HTTP status or range of them lies in 100..999, smaller one first, but is "
              + text(first, last));
    }
  }

  boolean contains(int status) {
    return first <= status && status <= last;
  }

  /** {@code 200}, or {@code 200-299}. */
  @Override
  public String toString() {
    return text(first, last);
  }

  private static String text(int first, int last) {
    return first == last ? String.valueOf(first) : first + "-" + last;
  }
}
