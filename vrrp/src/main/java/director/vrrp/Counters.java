// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.packet.Rejection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What one virtual router sent, received and dropped. */
final class Counters {
  private final Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
  private long sent;
  private long received;
  private long addressMismatches;
  private boolean addressesDiffer;
  private long restored;

  void countSent() {
    sent++;
  }

  void countReceived(boolean sameAddresses) {
    received++;
    addressesDiffer = !sameAddresses;
    if (addressesDiffer) {
      addressMismatches++;
    }
  }

  void countRejected(Rejection rejection) {
    rejected.merge(rejection, 1L, Long::sum);
  }

  void countRestored() {
    restored++;
  }

  long sent() {
    return sent;
  }

  long received() {
    return received;
  }

  long addressMismatches() {
    return addressMismatches;
  }

  /** Of the latest advertisement. */
  boolean addressesDiffer() {
    return addressesDiffer;
  }

  long restored() {
    return restored;
  }

  /** Only what occurred. */
  Map<Rejection, Long> rejected() {
    return Collections.unmodifiableMap(new EnumMap<>(rejected));
  }
}
