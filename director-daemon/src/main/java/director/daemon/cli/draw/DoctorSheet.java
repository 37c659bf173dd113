// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.doctor.rule.Diagnosis;
import director.daemon.doctor.rule.Finding;
import director.daemon.doctor.rule.Open;
import director.daemon.doctor.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code doctor}: is it sound, then each finding, then what could not be judged. */
public final class DoctorSheet {
  /** Of things that one reason keeps from being judged. */
  private static final int MOST_SUBJECTS = 3;

  private DoctorSheet() {}

  public static String draw(Diagnosis diagnosis, Screen screen) {
    Sheet sheet = new Sheet(new ArrayList<>(), screen);
    verdict(diagnosis, sheet);
    diagnosis.findings().forEach(finding -> draw(finding, sheet));
    if (!diagnosis.open().isEmpty()) {
      sheet.lines().add("");
      sheet.lines().add(Tone.STRONG.paint("Could not be judged, which is no pass", screen));
      grouped(diagnosis.open())
          .forEach(
              (reason, open) ->
                  sheet.paragraph("  - ", subjects(open) + ": " + reason, Tone.PLAIN));
    }
    return String.join("\n", sheet.lines()) + "\n";
  }

  private static void verdict(Diagnosis diagnosis, Sheet sheet) {
    int wrong = diagnosis.findings().size();
    int open = diagnosis.open().size();
    String asked = Amount.of(diagnosis.rules().size(), "rule");
    if (diagnosis.isSound()) {
      sheet.paragraph("", "sound: " + asked + ", nothing found", Tone.GOOD);
      return;
    }
    String text =
        (wrong == 0 ? "nothing found" : Amount.of(wrong, "finding"))
            + (open == 0 ? "" : ", " + open + " not judged")
            + " by "
            + asked;
    sheet.paragraph("", text, wrong == 0 ? Tone.ODD : Tone.BAD);
  }

  private static void draw(Finding finding, Sheet sheet) {
    boolean isError = finding.severity() == Severity.ERROR;
    sheet.lines().add("");
    sheet.paragraph(
        isError ? "!! " : " ! ",
        "%s  %s".formatted(finding.subject(), finding.rule()),
        isError ? Tone.BAD : Tone.ODD);
    sheet.line("   Seen", finding.seen());
    sheet.line("   Why", finding.why());
    sheet.line("   Mend", finding.mend());
  }

  private static Map<String, List<Open>> grouped(List<Open> open) {
    Map<String, List<Open>> grouped = new LinkedHashMap<>();
    open.forEach(each -> grouped.computeIfAbsent(each.reason(), it -> new ArrayList<>()).add(each));
    return grouped;
  }

  private static String subjects(List<Open> open) {
    List<String> named =
        open.stream().map(each -> each.subject() + " (" + each.rule() + ")").distinct().toList();
    String first = String.join(", ", named.subList(0, Math.min(MOST_SUBJECTS, named.size())));
    return named.size() > MOST_SUBJECTS
        ? first + " and " + (named.size() - MOST_SUBJECTS) + " more"
        : first;
  }
}
