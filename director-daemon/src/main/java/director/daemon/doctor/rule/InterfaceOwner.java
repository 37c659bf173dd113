// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Nic;
import director.daemon.doctor.fact.Nic.Owner;
import java.util.stream.Stream;

/** Another program that thinks the interface is its own. */
final class InterfaceOwner extends Rule {
  InterfaceOwner() {
    super(
        "interface-owner",
        Severity.ERROR,
        "when it restarts or sees a link come back it removes the addresses that it did not make: the virtual ones");
  }

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.interfaces(),
        "interfaces",
        interfaces ->
            Verdict.all(
                facts.agenda().routers().stream()
                    .map(Router::interfaceName)
                    .distinct()
                    .flatMap(name -> Stream.ofNullable(interfaces.get(name)))
                    .map(
                        nic ->
                            when(
                                nic.owner(),
                                nic.name(),
                                owner ->
                                    owner
                                        .filter(each -> !each.keepsForeign())
                                        .map(each -> Verdict.of(judge(nic, each)))
                                        .orElse(Verdict.WELL)))));
  }

  private Finding judge(Nic nic, Owner owner) {
    return owner.program().equals("NetworkManager")
        ? finding(
            nic.name(),
            "NetworkManager manages it",
            ("nmcli device set %1$s managed no, and for good: unmanaged-devices=interface-name:%1$s"
                    + " below [keyfile] in /etc/NetworkManager/conf.d/directord.conf")
                .formatted(nic.name()))
        : finding(
            nic.name(),
            "%s manages it by %s, without KeepConfiguration="
                .formatted(owner.program(), owner.file()),
            "KeepConfiguration=static below [Network] in %s, then networkctl reload"
                .formatted(owner.file()));
  }
}
