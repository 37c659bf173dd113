// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Facts.KernelModule;
import director.daemon.doctor.fact.Known;

/** A kernel that cannot do what is configured. */
final class ModuleMissing extends Rule {
  ModuleMissing() {
    super(
        "kernel-module",
        Severity.ERROR,
        "what needs it cannot work, and the daemon does not start, or serves without it");
  }

  @Override
  public Verdict judge(Facts facts) {
    return Verdict.all(
        facts.agenda().modules().stream()
            .map(
                name ->
                    when(
                        facts.modules().getOrDefault(name, Known.not("nobody looked")),
                        name,
                        module -> judge(name, module))));
  }

  private Verdict judge(String name, KernelModule module) {
    return switch (module) {
      case PRESENT, LOADABLE -> Verdict.WELL;
      case FORBIDDEN ->
          Verdict.of(
              finding(
                  name,
                  "it is not in the kernel, and modprobe.d forbids to load it",
                  "grep -rn " + name + " /etc/modprobe.d, then modprobe " + name));
      case MISSING ->
          Verdict.of(
              finding(
                  name,
                  "it is not in the kernel, and there is no such module on disk",
                  "install the modules of this kernel (uname -r), then modprobe " + name));
    };
  }
}
