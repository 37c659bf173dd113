// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Facts.KernelParameter;

/** Parameters of IPVS that do harm with direct routing. */
final class ParameterAdvice extends Rule {
  ParameterAdvice() {
    super(
        "ipvs-sysctl",
        Severity.WARNING,
        "servers that leave, and clients that come again, are dealt with in a way that breaks connections or costs much");
  }

  @Override
  public Verdict judge(Facts facts) {
    if (facts.agenda().modules().isEmpty()) {
      return Verdict.WELL;
    }
    return when(
        facts.parameters(),
        "net.ipv4.vs",
        parameters -> Verdict.all(parameters.stream().map(this::judge)));
  }

  private Verdict judge(KernelParameter is) {
    String name = "net.ipv4.vs." + is.name();
    if (is.wanted().isPresent()) {
      return is.wanted().equals(is.value())
          ? Verdict.WELL
          : Verdict.of(
              finding(
                  name,
                  "it is %s, the configuration wants %s"
                      .formatted(is.value().orElse("not there"), is.wanted().get()),
                  "ipvs.sysctl.apply = true, or sysctl -w %s='%s'"
                      .formatted(name, is.wanted().get())));
    }
    return is.advice()
        .map(
            advice ->
                Verdict.of(
                    finding(
                        name,
                        "it is %s, %s".formatted(is.value().orElse("not there"), advice),
                        "ipvs.sysctl { %s = %s, apply = true }, or sysctl -w %s=%s"
                            .formatted(is.name(), better(advice), name, better(advice)))))
        .orElse(Verdict.WELL);
  }

  /** Advice begins with "better 1: ". */
  private static String better(String advice) {
    return advice.replaceAll("^better ([^ :]+).*", "$1");
  }
}
