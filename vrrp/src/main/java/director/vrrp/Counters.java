// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.InstanceStatus.Statistics;
import director.vrrp.packet.Rejection;
import director.vrrp.state.VrrpState;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What one virtual router sent, received and dropped. */
final class Counters {
  private final Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
  private long sent;
  private long received;
  private long becameMaster;
  private long releasedMaster;
  private long priorityZeroSent;
  private long priorityZeroReceived;
  private long addressMismatches;
  private long wrongInterval;
  private long restored;
  private long announcements;

  void countSent(int priority) {
    sent++;
    if (priority == 0) {
      priorityZeroSent++;
    }
  }

  /** A valid advertisement. */
  void countReceived(int priority, boolean sameAddresses, boolean sameInterval) {
    received++;
    if (priority == 0) {
      priorityZeroReceived++;
    }
    if (!sameAddresses) {
      addressMismatches++;
    }
    if (!sameInterval) {
      wrongInterval++;
    }
  }

  /** Of version 2 another interval is a reason to drop; in version 3 that reason is 0. */
  void countRejected(Rejection rejection) {
    rejected.merge(rejection, 1L, Long::sum);
    if (rejection == Rejection.INTERVAL) {
      wrongInterval++;
    }
  }

  void countChange(VrrpState from, VrrpState to) {
    if (from != to && to == VrrpState.MASTER) {
      becameMaster++;
    }
    if (from != to && from == VrrpState.MASTER) {
      releasedMaster++;
    }
  }

  void countRestored() {
    restored++;
  }

  void countAnnounced(int frames) {
    announcements += frames;
  }

  /** Only what occurred. */
  Map<Rejection, Long> rejected() {
    return Collections.unmodifiableMap(new EnumMap<>(rejected));
  }

  Statistics statistics(Map<Rejection, Long> ofTheSegment) {
    return new Statistics(
        sent,
        received,
        becameMaster,
        releasedMaster,
        priorityZeroSent,
        priorityZeroReceived,
        addressMismatches,
        wrongInterval,
        restored,
        announcements,
        rejected,
        ofTheSegment);
  }
}
