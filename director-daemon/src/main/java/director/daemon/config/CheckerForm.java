// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.CheckerSettings;

/** How it is written what holds for all checks of the director. */
final class CheckerForm {
  private static final Kind<Double> PART = Kind.share();
  private static final Kind<Double> SOME =
      value -> {
        double part = PART.read(value);
        if (part < 0.01) {
          throw new UnacceptableValueException("0.01..1");
        }
        return part;
      };

  private CheckerForm() {}

  static CheckerSettings read(Section section) {
    CheckerSettings usual = CheckerSettings.DEFAULT;
    return new CheckerSettings(
        section.optional("max-in-flight", Kind.integer(1, 10_000), usual.maxInFlight()),
        section.optional("mass-failure", SOME, usual.massFailure()));
  }
}
