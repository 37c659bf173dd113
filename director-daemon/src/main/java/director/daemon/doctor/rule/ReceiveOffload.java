// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Nic;
import java.util.List;
import java.util.Set;

/** Offloads that make large packets of small ones. */
final class ReceiveOffload extends Rule {
  ReceiveOffload() {
    super(
        "receive-offload",
        Severity.ERROR,
        "packets that are merged on arrival are larger than the MTU and cannot be handed on: direct routing drops them");
  }

  /** GRO in hardware keeps what it takes to cut them again, but not all drivers do it well. */
  private static final List<String> MERGING = List.of("rx-lro", "rx-gro-hw");

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.interfaces(),
        "interfaces",
        interfaces ->
            Verdict.all(
                interfaces.values().stream()
                    .filter(nic -> nic.up() && !nic.loopback() && !nic.addresses().isEmpty())
                    .map(
                        nic ->
                            when(nic.offloads(), nic.name(), features -> judge(nic, features)))));
  }

  private Verdict judge(Nic nic, Set<String> features) {
    return Verdict.of(
        MERGING.stream()
            .filter(features::contains)
            .map(
                feature ->
                    finding(
                        nic.name(),
                        "%s is on (ethtool -k %s)".formatted(feature, nic.name()),
                        "ethtool -K %s %s off, and the same where the interface is configured"
                            .formatted(nic.name(), feature)))
            .toList());
  }
}
