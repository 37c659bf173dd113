// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.CheckConfig.OnFailure;
import director.daemon.config.ChecksConfig.Need;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How the checks of a service, or of one of its servers, are written: one in {@code check}, several
 * in {@code checks}, or the word none.
 */
final class ChecksForm {
  private static final String CHECK =
      "a section in braces, or the word none to use the real servers unchecked";

  private ChecksForm() {}

  /** Those of a service. Whether their absence is an oversight is told by {@link #require}. */
  static Optional<ChecksConfig> read(Section section) {
    return isSaid(section) ? read(section, OnFailure.REMOVE) : Optional.empty();
  }

  /**
   * Those of a real server; empty if it has those of its service.
   *
   * @param onFailure of the service
   */
  static Optional<OwnChecks> readOwn(Section section, OnFailure onFailure) {
    return isSaid(section)
        ? Optional.of(new OwnChecks(read(section, onFailure)))
        : Optional.empty();
  }

  /** A service without checks is too easily an oversight. */
  static void require(Section section) {
    if (!isSaid(section)) {
      section.refuse("check", "is missing: must be " + CHECK);
    }
  }

  private static boolean isSaid(Section section) {
    boolean one = section.has("check");
    boolean several = section.has("checks");
    return one || several;
  }

  private static Optional<ChecksConfig> read(Section section, OnFailure byDefault) {
    if (section.has("check")) {
      if (section.has("checks")) {
        section.refuse("checks", "has no meaning beside check: there is one of them");
      }
      String where = "has a meaning beside checks only";
      section.refuses("checks-needed", where + ": a single one is needed");
      section.refuses("on-failure", where + ": it stands in check");
      return section
          .sectionOr("none", "check", CHECK)
          .map(check -> ChecksConfig.single(CheckForm.read(check), onFailure(check, byDefault)));
    }
    SortedMap<String, CheckConfig> each = section.named("checks", ChecksForm::named);
    if (section.isSound() && each.isEmpty()) {
      section.refuse("checks", "must hold at least one check; or write check = none");
    }
    if (each.containsKey(ChecksConfig.ONLY)) {
      section.refuse("checks", "must not hold one called check: that is one without a name");
    }
    return Optional.of(
        new ChecksConfig(
            each,
            section.optional("checks-needed", Kind.word(Need.class), Need.ALL),
            onFailure(section, byDefault)));
  }

  private static CheckConfig named(String name, Section check) {
    check.refuses("on-failure", "stands beside checks, because it holds for all of them");
    return CheckForm.read(check);
  }

  private static OnFailure onFailure(Section section, OnFailure byDefault) {
    return section.optional("on-failure", Kind.word(OnFailure.class), byDefault);
  }
}
