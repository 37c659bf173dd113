// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Facts.Answer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A virtual address that somebody else answers for. */
final class VipElsewhere extends Rule {
  VipElsewhere() {
    super(
        "vip-answered-elsewhere",
        Severity.ERROR,
        "some neighbours send to it, and their connections end nowhere");
  }

  @Override
  public Verdict judge(Facts facts) {
    return ofEachRouter(
        facts, facts::answersFor, (router, answers) -> judge(facts, router, answers));
  }

  private Verdict judge(Facts facts, Router router, List<Answer> answers) {
    Set<String> allowed = new TreeSet<>(facts.ownMacs());
    allowed.add(router.virtualMac());
    facts
        .heardOf(router)
        .value()
        .ifPresent(heard -> heard.speakers().forEach(speaker -> allowed.add(speaker.mac())));
    facts.servers().forEach(server -> server.mac().value().ifPresent(allowed::add));
    return Verdict.of(
        answers.stream()
            .filter(answer -> !allowed.contains(answer.mac()))
            .map(
                answer ->
                    finding(
                        answer.address(),
                        "%s answers for it on %s, and is no MASTER of VRID %d"
                            .formatted(
                                answer.mac(), router.interfaceName(), router.virtualRouterId()),
                        "find the host: ip neigh | grep %s, or the switch's table of addresses;"
                                .formatted(answer.mac())
                            + " take the address from it"))
            .toList());
  }
}
