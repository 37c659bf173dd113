// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;

/** A daemon older than what is installed. */
final class VersionDiffers extends Rule {
  VersionDiffers() {
    super(
        "director-outdated",
        Severity.WARNING,
        "an upgrade is half done: what is fixed on disk is not fixed in the process that works");
  }

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.running(),
        "directord",
        running ->
            running.version().equals(facts.programVersion())
                ? Verdict.WELL
                : Verdict.of(
                    finding(
                        "directord",
                        "the director that runs is %s, installed is %s"
                            .formatted(running.version(), facts.programVersion()),
                        "systemctl restart directord (the elector goes on meanwhile)")));
  }
}
