// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;
import director.daemon.doctor.fact.Facts.Disk;

/** A state directory that has no room left. */
final class DiskFull extends Rule {
  DiskFull() {
    super(
        "state-dir-full",
        Severity.WARNING,
        "orders and the journal of events are lost over a restart when they cannot be written");
  }

  private static final long LEAST = 64L << 20;

  @Override
  public Verdict judge(Facts facts) {
    return when(facts.disk(), "state directory", this::judge);
  }

  private Verdict judge(Disk disk) {
    if (!disk.writable()) {
      return Verdict.of(
          finding(
              disk.directory(),
              "its file system is read-only",
              "dmesg | tail, then mount -o remount,rw"));
    }
    return disk.free() >= LEAST
        ? Verdict.WELL
        : Verdict.of(
            finding(
                disk.directory(),
                "%d MiB are free of %d, the journal alone takes up to 96"
                    .formatted(disk.free() >> 20, disk.total() >> 20),
                "df -h %s, and make room".formatted(disk.directory())));
  }
}
