// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Nic;
import director.netlink.text.AddressText;
import director.vrrp.orders.VirtualAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A virtual address whose prefix length is none of its network. */
final class VipPrefix extends Rule {
  VipPrefix() {
    super(
        "vip-prefix",
        Severity.WARNING,
        "the MASTER gets a route to a network that is not so: neighbours are asked for directly, or not at all");
  }

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.interfaces(),
        "interfaces",
        interfaces ->
            Verdict.of(
                facts.agenda().routers().stream()
                    .flatMap(
                        router ->
                            router.addresses().stream()
                                .flatMap(
                                    address ->
                                        judge(
                                            address,
                                            interfaces.get(
                                                address.deviceOr(router.interfaceName())))
                                            .stream()))
                    .toList()));
  }

  private Optional<Finding> judge(VirtualAddress virtual, @Nullable Nic nic) {
    int whole = virtual.address().getAddress().length * 8;
    if (nic == null || virtual.prefixLength() == whole) {
      return Optional.empty();
    }
    return nic.addresses().stream()
        .filter(cidr -> cidr.prefixLength() < whole && !cidr.address().equals(virtual.address()))
        .filter(cidr -> cidr.contains(virtual.address()))
        .filter(cidr -> cidr.prefixLength() != virtual.prefixLength())
        .findFirst()
        .map(
            cidr ->
                finding(
                    AddressText.of(virtual.address()),
                    "it is configured with /%d, and the network on %s is %s/%d"
                        .formatted(
                            virtual.prefixLength(),
                            nic.name(),
                            AddressText.of(cidr.address()),
                            cidr.prefixLength()),
                    "virtual-addresses = [\"%s/%d\"], then directorctl reload"
                        .formatted(AddressText.of(virtual.address()), cidr.prefixLength())));
  }
}
