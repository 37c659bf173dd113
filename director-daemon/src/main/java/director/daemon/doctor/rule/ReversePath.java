// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Facts;
import java.util.stream.Stream;

/** Strict reverse path filtering where clients come in. */
final class ReversePath extends Rule {
  ReversePath() {
    super(
        "rp-filter",
        Severity.ERROR,
        "packets of clients whose answers would leave by another interface are dropped without a word");
  }

  private static final int STRICT = 1;

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.interfaces(),
        "interfaces",
        interfaces ->
            Verdict.all(
                facts.agenda().routers().stream()
                    .filter(router -> !router.ipv6())
                    .map(Router::interfaceName)
                    .distinct()
                    .flatMap(name -> Stream.ofNullable(interfaces.get(name)))
                    .filter(nic -> nic.reversePathFilter() == STRICT && !nic.hasDefaultRoute())
                    .map(
                        nic ->
                            Verdict.of(
                                finding(
                                    nic.name(),
                                    "rp_filter is 1 (for it or for all), and no default route"
                                        + " leaves by it",
                                    "sysctl -w net.ipv4.conf.all.rp_filter=0"
                                        + " net.ipv4.conf.%s.rp_filter=2"
                                            .formatted(nic.name()))))));
  }
}
