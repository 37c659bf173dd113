// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.DnsCheck;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Types of DNS records, in capitals as everywhere. */
final class RecordKind {
  private static final List<String> ALL =
      Arrays.stream(DnsCheck.Type.values()).map(Enum::name).toList();
  private static final String EXPECTED = "one of " + String.join(", ", ALL);

  static final Kind<DnsCheck.Type> KIND = Kind.text(EXPECTED, RecordKind::read);

  private RecordKind() {}

  private static DnsCheck.Type read(String text) throws UnacceptableValueException {
    if (!ALL.contains(text)) {
      String meant = text.toUpperCase(Locale.ROOT);
      throw new UnacceptableValueException(
          EXPECTED, ALL.contains(meant) ? "did you mean " + meant + "?" : "");
    }
    return DnsCheck.Type.valueOf(text);
  }
}
