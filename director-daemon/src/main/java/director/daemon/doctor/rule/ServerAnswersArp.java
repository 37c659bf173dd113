// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Facts.Answer;
import director.daemon.doctor.fact.ServerPath;
import java.util.List;
import java.util.Optional;

/** A real server that answers for a virtual address. */
final class ServerAnswersArp extends Rule {
  ServerAnswersArp() {
    super(
        "server-answers-arp",
        Severity.ERROR,
        "clients send to this server past the director: no balancing, no failover for them");
  }

  @Override
  public Verdict judge(Facts facts) {
    return ofEachRouter(facts, facts::answersFor, (router, answers) -> judge(facts, answers));
  }

  private Verdict judge(Facts facts, List<Answer> answers) {
    return Verdict.of(
        answers.stream()
            .flatMap(
                answer ->
                    facts.servers().stream()
                        .filter(server -> server.mac().value().equals(Optional.of(answer.mac())))
                        .limit(1)
                        .map(server -> judge(answer, server)))
            .toList());
  }

  private Finding judge(Answer answer, ServerPath server) {
    return finding(
        server.subject(),
        "%s (%s) says that %s is at it".formatted(server.address(), answer.mac(), answer.address()),
        "on %s: sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2, and the"
                .formatted(server.address())
            + " address on lo, or install rs-kit");
  }
}
