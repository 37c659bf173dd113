// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Nic;
import java.net.Inet4Address;
import java.util.stream.Stream;

/** Two interfaces on one segment that answer for each other. */
final class ArpFlux extends Rule {
  ArpFlux() {
    super(
        "arp-flux",
        Severity.ERROR,
        "neighbours learn the hardware address of the wrong interface, and a failover moves only one of them");
  }

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.interfaces(),
        "interfaces",
        interfaces ->
            Verdict.all(
                facts.agenda().routers().stream()
                    .filter(router -> !router.ipv6() && router.vmac().isEmpty())
                    .map(Router::interfaceName)
                    .distinct()
                    .flatMap(name -> Stream.ofNullable(interfaces.get(name)))
                    .flatMap(
                        nic ->
                            interfaces.values().stream()
                                .filter(other -> answersFor(other, nic))
                                .map(other -> Verdict.of(judge(nic, other))))));
  }

  private static boolean answersFor(Nic other, Nic nic) {
    return !other.name().equals(nic.name())
        && other.up()
        && !other.loopback()
        && other.arpIgnore() == 0
        && other.addresses().stream()
            .filter(cidr -> cidr.address() instanceof Inet4Address && cidr.prefixLength() < 32)
            .anyMatch(
                theirs ->
                    nic.addresses().stream()
                        .filter(ours -> ours.prefixLength() < 32)
                        .anyMatch(ours -> ours.contains(theirs.address())));
  }

  private Finding judge(Nic nic, Nic other) {
    return finding(
        other.name(),
        "it has an address in the subnet of %s, and arp_ignore is 0".formatted(nic.name()),
        "sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2");
  }
}
