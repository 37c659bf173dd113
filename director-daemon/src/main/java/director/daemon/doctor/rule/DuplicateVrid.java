// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Hearing;
import director.netlink.text.AddressText;
import java.util.List;

/** Somebody else with our VRID and other addresses. */
final class DuplicateVrid extends Rule {
  DuplicateVrid() {
    super(
        "duplicate-vrid",
        Severity.ERROR,
        "two virtual routers take each other for one: the lower priority never becomes MASTER");
  }

  @Override
  public Verdict judge(Facts facts) {
    return ofEachRouter(facts, facts::heardOf, this::judge);
  }

  private Verdict judge(Router router, Hearing hearing) {
    List<String> ours =
        router.addresses().stream().map(each -> AddressText.of(each.address())).toList();
    return Verdict.of(
        hearing.speakers().stream()
            .filter(speaker -> !speaker.outgoing())
            .filter(speaker -> speaker.addresses().stream().noneMatch(ours::contains))
            .map(
                speaker ->
                    finding(
                        router.name(),
                        "%s (%s) advertises VRID %d with %s"
                            .formatted(
                                speaker.source(),
                                speaker.mac(),
                                router.virtualRouterId(),
                                String.join(", ", speaker.addresses())),
                        "another virtual-router-id here or there; it must be the only one of its"
                            + " number on "
                            + router.interfaceName()))
            .toList());
  }
}
