// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Hearing;
import director.daemon.doctor.fact.Hearing.Speaker;

/** A firewall that keeps our advertisements from the segment. */
final class VrrpDroppedOut extends Rule {
  VrrpDroppedOut() {
    super(
        "vrrp-dropped-out",
        Severity.ERROR,
        "the others do not hear this MASTER, and one of them becomes a second one");
  }

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.running(),
        "vrrp",
        running ->
            Verdict.all(
                facts.hearing().entrySet().stream()
                    .filter(each -> "MASTER".equals(running.roles().get(each.getKey())))
                    .map(
                        each ->
                            when(each.getValue(), each.getKey(), it -> judge(each.getKey(), it)))));
  }

  private Verdict judge(String router, Hearing hearing) {
    if (hearing.speakers().stream().anyMatch(Speaker::outgoing)) {
      return Verdict.WELL;
    }
    return hearing.enough()
        ? Verdict.of(
            finding(
                router,
                "the director says MASTER, and in %d ms no advertisement left by the wire"
                    .formatted(hearing.millis()),
                "iptables -I OUTPUT -p vrrp -j ACCEPT, or nft insert rule inet filter output ip"
                    + " protocol vrrp accept"))
        : open(router, "its interval is longer than we listened");
  }
}
