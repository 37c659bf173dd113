// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Hearing;
import director.daemon.doctor.fact.Hearing.Speaker;
import director.netlink.text.AddressText;
import java.util.List;

/** Several who advertise the same addresses at the same time. */
final class TwoMasters extends Rule {
  TwoMasters() {
    super(
        "two-masters",
        Severity.ERROR,
        "both answer for the virtual addresses: clients reach now the one, now the other");
  }

  @Override
  public Verdict judge(Facts facts) {
    return ofEachRouter(facts, facts::heardOf, this::judge);
  }

  private Verdict judge(Router router, Hearing hearing) {
    List<String> ours =
        router.addresses().stream().map(each -> AddressText.of(each.address())).toList();
    List<Speaker> claimants =
        hearing.speakers().stream()
            .filter(speaker -> speaker.addresses().stream().anyMatch(ours::contains))
            .toList();
    List<String> beside =
        claimants.stream()
            .filter(one -> claimants.stream().anyMatch(other -> isBeside(one, other)))
            .map(
                one ->
                    "%s (priority %d%s)"
                        .formatted(
                            one.source(), one.priority(), one.outgoing() ? ", this host" : ""))
            .toList();
    return beside.isEmpty()
        ? Verdict.WELL
        : Verdict.of(
            finding(
                router.name(),
                "at the same time these advertise: " + String.join(", ", beside),
                "directorctl explain vip:%s on each: why they do not hear, or do not believe, each"
                        .formatted(router.name())
                    + " other (version, authentication, firewall)"));
  }

  private static boolean isBeside(Speaker one, Speaker other) {
    return !one.source().equals(other.source()) && one.speaksBeside(other);
  }
}
