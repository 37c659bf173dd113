// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What all rules say.
 *
 * @param time when it was looked
 * @param rules that were asked, by their ids
 * @param findings what is wrong, errors first
 * @param open what could not be judged
 */
public record Diagnosis(Instant time, List<String> rules, List<Finding> findings, List<Open> open) {
  public Diagnosis {
    rules = List.copyOf(rules);
    findings = List.copyOf(findings);
    open = List.copyOf(open);
  }

  /** Of these facts. */
  public static Diagnosis of(Facts facts) {
    Verdict verdict = Verdict.all(Rules.ALL.stream().map(rule -> rule.judge(facts)));
    return new Diagnosis(
        facts.time(),
        Rules.ALL.stream().map(Rule::id).toList(),
        verdict.findings().stream()
            .sorted(Comparator.comparing(Finding::severity)) // of equals, in the order of rules
            .toList(),
        verdict.open());
  }

  /** Whether everything could be judged, and nothing is wrong. */
  public boolean isSound() {
    return findings.isEmpty() && open.isEmpty();
  }
}
