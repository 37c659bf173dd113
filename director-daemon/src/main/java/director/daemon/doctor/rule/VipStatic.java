// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Nic;
import director.netlink.text.AddressText;
import java.net.InetAddress;
import java.util.Collection;
import java.util.stream.Stream;

/** A virtual address that this host gives itself. */
final class VipStatic extends Rule {
  VipStatic() {
    super(
        "vip-static",
        Severity.ERROR,
        "this host has the address whoever is MASTER: two hosts answer for it");
  }

  @Override
  public Verdict judge(Facts facts) {
    Verdict atBoot =
        when(
            facts.mentions(),
            "boot files",
            mentions ->
                Verdict.of(
                    mentions.stream()
                        .map(
                            mention ->
                                finding(
                                    mention.address(),
                                    "%s line %d names it".formatted(mention.file(), mention.line()),
                                    "take it out of " + mention.file()))
                        .toList()));
    return atBoot.and(
        when(
            facts.interfaces(),
            "interfaces",
            interfaces ->
                Verdict.of(
                    facts.agenda().routers().stream()
                        .flatMap(router -> elsewhere(router, interfaces.values()))
                        .toList())));
  }

  private Stream<Finding> elsewhere(Router router, Collection<Nic> interfaces) {
    boolean isSilent =
        interfaces.stream()
            .anyMatch(nic -> nic.name().equals(router.interfaceName()) && nic.arpIgnore() > 0);
    return router.addresses().stream()
        .flatMap(
            virtual -> {
              String home = virtual.deviceOr(router.vmac().orElse(router.interfaceName()));
              return interfaces.stream()
                  .filter(nic -> !nic.name().equals(home) && nic.has(virtual.address()))
                  .filter(nic -> !(nic.loopback() && isSilent))
                  .map(nic -> elsewhere(virtual.address(), nic, home));
            });
  }

  private Finding elsewhere(InetAddress address, Nic nic, String home) {
    String text = AddressText.of(address);
    return finding(
        text,
        "it is on %s, and belongs on %s".formatted(nic.name(), home),
        "ip addr del %s/%d dev %s".formatted(text, length(nic, address), nic.name()));
  }

  private static int length(Nic nic, InetAddress address) {
    return nic.addresses().stream()
        .filter(cidr -> cidr.address().equals(address))
        .mapToInt(Nic.Cidr::prefixLength)
        .findFirst()
        .orElseThrow();
  }
}
