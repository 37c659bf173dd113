// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;

/** An elector whose memory can be paged out. */
final class ElectorMemory extends Rule {
  ElectorMemory() {
    super(
        "elector-memory",
        Severity.WARNING,
        "when memory is short the elector waits for a disk, and a late advertisement is a takeover");
  }

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.elector(),
        "elector",
        elector ->
            elector.lockedKilobytes() > 0
                ? Verdict.WELL
                : Verdict.of(
                    finding(
                        "elector",
                        "VmLck of process %d is 0 kB".formatted(elector.pid()),
                        "LimitMEMLOCK=infinity (realtime.conf of directord-vrrp.service has it),"
                            + " then systemctl restart directord-vrrp")));
  }
}
