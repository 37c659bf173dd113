// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.Octets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How bytes are written that are sent: as text under one key, or as digits under another. */
final class OctetsForm {
  private static final Kind<String> TEXT =
      Kind.text("a text of 1..4096 characters", Pattern.compile("(?s).{1,4096}"));
  private static final Kind<String> HEX =
      Kind.text(
          "1..4096 bytes of two hexadecimal digits each, such as \"0d0a\" or \"0d 0a\"",
          Pattern.compile("[0-9a-fA-F]{2}(?: ?[0-9a-fA-F]{2}){0,4095}"));

  private OctetsForm() {}

  /** {@code key} and {@code key-hex}; empty for neither. */
  static Optional<Octets> read(Section section, String key) {
    String hexKey = key + "-hex";
    if (section.has(key) && section.has(hexKey)) {
      section.refuse(hexKey, "has no meaning beside " + key + ": there is one of them");
    }
    return section
        .optional(key, TEXT.maybe(), Optional.empty())
        .map(Octets::ofText)
        .or(
            () ->
                section
                    .optional(hexKey, HEX.maybe(), Optional.empty())
                    .map(hex -> new Octets(hex.replace(" ", "").toLowerCase(Locale.ROOT))));
  }
}
