// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.Octets;
import director.healthcheck.request.UdpCheck;
import director.healthcheck.request.UdpCheck.Reply;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a datagram is written, and what must come back. */
final class UdpForm {
  private static final Kind<Integer> BYTES = Kind.integer(0, 65_535);
  private static final Kind<String> MASK =
      Kind.text(
          "1..4096 bytes of two hexadecimal digits or x each, such as \"xxxx8180\"",
          Pattern.compile("[0-9a-fA-FxX]{2}(?: ?[0-9a-fA-FxX]{2}){0,4095}"));

  private UdpForm() {}

  static UdpCheck read(Section check) {
    return new UdpCheck(
        OctetsForm.read(check, "payload").orElse(new Octets("")),
        check.sectionIfAny("reply").map(UdpForm::reply));
  }

  private static Reply reply(Section section) {
    String mask = section.optional("mask", MASK, "").replace(" ", "").toLowerCase(Locale.ROOT);
    int minimum = section.optional("minimum", BYTES, 0);
    int maximum = section.optional("maximum", BYTES, 65_535);
    if (section.isSound()) {
      if (maximum < minimum) {
        section.refuse("maximum", "must not be below minimum, which is " + minimum);
      } else if (maximum < mask.length() / 2) {
        section.refuse(
            "maximum", "must not be below the bytes of mask, which are " + mask.length() / 2);
      }
    }
    return new Reply(mask, minimum, maximum);
  }
}
