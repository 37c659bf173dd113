// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;

/** An elector that runs from files which are gone. */
final class ElectorReplaced extends Rule {
  ElectorReplaced() {
    super(
        "elector-outdated",
        Severity.WARNING,
        "the elector goes on with the program of before the upgrade, with all that was fixed since");
  }

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.elector(),
        "elector",
        elector ->
            elector.replaced().isEmpty()
                ? Verdict.WELL
                : Verdict.of(
                    finding(
                        "elector",
                        "process %d has %d files open that were replaced, such as %s"
                            .formatted(
                                elector.pid(),
                                elector.replaced().size(),
                                elector.replaced().get(0)),
                        "systemctl restart directord-vrrp, at a quiet time")));
  }
}
