// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import java.util.List;
import java.util.stream.Stream;

/** What a rule has to say: nothing when all is well, or when it has nothing to judge. */
public record Verdict(List<Finding> findings, List<Open> open) {
  /** Nothing is wrong. */
  public static final Verdict WELL = new Verdict(List.of(), List.of());

  public Verdict {
    findings = List.copyOf(findings);
    open = List.copyOf(open);
  }

  static Verdict of(Finding finding) {
    return new Verdict(List.of(finding), List.of());
  }

  static Verdict of(Open open) {
    return new Verdict(List.of(), List.of(open));
  }

  static Verdict of(List<Finding> findings) {
    return new Verdict(findings, List.of());
  }

  Verdict and(Verdict other) {
    return new Verdict(
        Stream.concat(findings.stream(), other.findings.stream()).toList(),
        Stream.concat(open.stream(), other.open.stream()).toList());
  }

  static Verdict all(Stream<Verdict> verdicts) {
    return verdicts.reduce(WELL, Verdict::and);
  }
}
