// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Facts.Connections;

/** A table of connections too small for them. */
final class ConnectionTable extends Rule {
  ConnectionTable() {
    super(
        "conn-table-small",
        Severity.WARNING,
        "long lists are searched for each packet, which costs processor time that grows with the load");
  }

  /** Entries of a bucket, on the average, from which it is felt. */
  private static final long MOST = 2;

  @Override
  public Verdict judge(Facts facts) {
    return when(facts.connections(), "ip_vs", table -> table.map(this::judge).orElse(Verdict.WELL));
  }

  private Verdict judge(Connections table) {
    return table.present() <= MOST * table.buckets()
        ? Verdict.WELL
        : Verdict.of(
            finding(
                "ip_vs",
                "%d connections in %d buckets".formatted(table.present(), table.buckets()),
                "echo options ip_vs conn_tab_bits=%d >/etc/modprobe.d/ip_vs.conf, and load the"
                        .formatted(bits(table.present()))
                    + " module anew (on the BACKUP, after a failover)"));
  }

  /** Room for four times as many, of at most 20. */
  private static int bits(long connections) {
    int bits = 64 - Long.numberOfLeadingZeros(4 * connections - 1);
    return Math.min(20, bits);
  }
}
