// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Nic;
import org.jspecify.annotations.Nullable;

/** A virtual router on an interface that is not there. */
final class InterfaceMissing extends Rule {
  InterfaceMissing() {
    super(
        "interface-missing", Severity.ERROR, "the virtual router cannot take part in any election");
  }

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.interfaces(),
        "interfaces",
        interfaces ->
            Verdict.all(
                facts.agenda().routers().stream()
                    .filter(router -> !isUp(interfaces.get(router.interfaceName())))
                    .map(
                        router ->
                            Verdict.of(
                                finding(
                                    router.interfaceName(),
                                    "virtual router %s wants it, and it is %s"
                                        .formatted(
                                            router.name(),
                                            interfaces.containsKey(router.interfaceName())
                                                ? "down"
                                                : "not there"),
                                    "ip link set %s up".formatted(router.interfaceName()))))));
  }

  private static boolean isUp(@Nullable Nic nic) {
    return nic != null && nic.up();
  }
}
