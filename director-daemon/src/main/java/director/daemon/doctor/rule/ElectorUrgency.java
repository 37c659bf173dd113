// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;

/** An elector that waits for the processor like anybody else. */
final class ElectorUrgency extends Rule {
  ElectorUrgency() {
    super(
        "elector-priority",
        Severity.WARNING,
        "on a busy machine advertisements come late, and a late one is a takeover");
  }

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.elector(),
        "elector",
        elector ->
            elector.realTime()
                ? Verdict.WELL
                : Verdict.of(
                    finding(
                        "elector",
                        "no thread of process %d is SCHED_FIFO".formatted(elector.pid()),
                        "give it CAP_SYS_NICE or LimitRTPRIO=50 (directord-vrrp.service has"
                            + " them), then systemctl restart directord-vrrp")));
  }
}
