// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;

/** Masquerade on a host that does not forward. */
final class ForwardingOff extends Rule {
  ForwardingOff() {
    super(
        "ip-forward",
        Severity.ERROR,
        "answers of real servers by masquerade have to pass this host, and are dropped here");
  }

  @Override
  public Verdict judge(Facts facts) {
    if (!facts.agenda().needsForwarding()) {
      return Verdict.WELL;
    }
    return when(
        facts.forwarding(),
        "kernel",
        forwards ->
            forwards
                ? Verdict.WELL
                : Verdict.of(
                    finding(
                        "kernel",
                        "net.ipv4.ip_forward is 0, and a service has servers by masquerade",
                        "sysctl -w net.ipv4.ip_forward=1")));
  }
}
