// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.doctor.rule.Diagnosis;
import director.daemon.doctor.rule.Finding;
import director.daemon.doctor.rule.Open;
import director.daemon.doctor.rule.Severity;
import java.time.Instant;
import java.util.List;

/** What a doctor can say. */
public final class Diagnoses {
  private static final Instant TIME = Instant.parse("2026-11-22T05:30:00Z");
  private static final List<String> RULES =
      List.of("rp-filter", "server-refuses-vip", "two-masters");

  /** Nothing is wrong. */
  public static final Diagnosis SOUND = new Diagnosis(TIME, RULES, List.of(), List.of());

  /** Two findings, and something that nobody could judge. */
  public static final Diagnosis SICK =
      new Diagnosis(
          TIME,
          RULES,
          List.of(
              new Finding(
                  "server-refuses-vip",
                  Severity.ERROR,
                  "photos-https/router2",
                  "a SYN for 203.0.113.10 port 443, sent to 02:00:00:00:00:22, got no answer",
                  "every connection that IPVS gives to this server fails, though its check of the"
                      + " own address passes",
                  "on 10.0.0.12: ip addr add 203.0.113.10/32 dev lo, or install rs-kit"),
              new Finding(
                  "clock-unsynchronised",
                  Severity.WARNING,
                  "clock",
                  "the kernel says STA_UNSYNC (adjtimex)",
                  "logs of two directors cannot be laid side by side",
                  "timedatectl set-ntp true")),
          List.of(
              new Open("vrrp-dropped-out", "vrrp", "the daemon does not answer"),
              new Open("director-outdated", "directord", "the daemon does not answer"),
              new Open("two-masters", "photos", "frames of eth0 (as root): no permission"),
              new Open("no-master", "photos", "frames of eth0 (as root): no permission"),
              new Open("duplicate-vrid", "photos", "frames of eth0 (as root): no permission"),
              new Open("vrrp-dropped-in", "photos", "frames of eth0 (as root): no permission")));

  private Diagnoses() {}
}
