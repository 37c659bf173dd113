// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Hearing;

/** A virtual router that nobody is MASTER of. */
final class SilentSegment extends Rule {
  SilentSegment() {
    super(
        "no-master",
        Severity.ERROR,
        "the virtual addresses are nowhere, or where no election has put them");
  }

  @Override
  public Verdict judge(Facts facts) {
    return ofEachRouter(facts, facts::heardOf, (router, hearing) -> judge(facts, router, hearing));
  }

  private Verdict judge(Facts facts, Router router, Hearing hearing) {
    boolean saysSo =
        facts
            .running()
            .value()
            .map(running -> "MASTER".equals(running.roles().get(router.name())))
            .orElse(false);
    if (saysSo || !hearing.speakers().isEmpty()) {
      return Verdict.WELL;
    }
    if (!hearing.enough()) {
      return open(router.name(), "its interval is longer than we listened");
    }
    if (router.group().isEmpty()) {
      return open(router.name(), "it speaks by unicast: a MASTER elsewhere need not be heard here");
    }
    return Verdict.of(
        finding(
            router.name(),
            "in %d ms nobody advertised VRID %d on %s"
                .formatted(hearing.millis(), router.virtualRouterId(), router.interfaceName()),
            "systemctl status directord-vrrp directord, on each director; on switches: IGMP"
                + " snooping"));
  }
}
