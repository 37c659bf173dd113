// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Hearing;
import director.daemon.doctor.fact.Hearing.Speaker;
import java.util.List;

/** A firewall that keeps advertisements from the elector. */
final class VrrpDroppedIn extends Rule {
  VrrpDroppedIn() {
    super(
        "vrrp-dropped-in",
        Severity.ERROR,
        "this director does not hear the MASTER, and becomes a second one");
  }

  private static final int SURELY = 2;

  @Override
  public Verdict judge(Facts facts) {
    return Verdict.all(
        facts.hearing().entrySet().stream()
            .map(each -> when(each.getValue(), each.getKey(), it -> judge(each.getKey(), it))));
  }

  private Verdict judge(String router, Hearing hearing) {
    List<Speaker> others =
        hearing.speakers().stream()
            .filter(speaker -> !speaker.outgoing() && speaker.count() >= SURELY)
            .toList();
    if (others.isEmpty()) {
      return Verdict.WELL;
    }
    return when(
        hearing.delivered(),
        router,
        delivered ->
            Verdict.of(
                others.stream()
                    .filter(speaker -> !delivered.contains(speaker.source()))
                    .map(
                        speaker ->
                            finding(
                                router,
                                ("%d advertisements of %s came in by the wire, and none of them"
                                        + " through to a socket")
                                    .formatted(speaker.count(), speaker.source()),
                                "iptables -I INPUT -p vrrp -j ACCEPT, or nft insert rule inet"
                                    + " filter input ip protocol vrrp accept; look at rp_filter"
                                    + " too"))
                    .toList()));
  }
}
