// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;

/** A clock that nobody keeps right. */
final class ClockUnsynchronised extends Rule {
  ClockUnsynchronised() {
    super(
        "clock-unsynchronised",
        Severity.WARNING,
        "logs of two directors cannot be laid side by side, and certificates are judged by a wrong date");
  }

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.clock(),
        "clock",
        clock ->
            clock.synchronised()
                ? Verdict.WELL
                : Verdict.of(
                    finding(
                        "clock",
                        "the kernel says STA_UNSYNC (adjtimex)",
                        "run chrony or systemd-timesyncd: timedatectl set-ntp true")));
  }
}
