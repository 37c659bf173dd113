// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

/** What a virtual router waits for. Each can run once at a time. */
public enum VrrpTimer {
  /** Adver_Timer of RFC 9568, section 6.2. */
  ADVERTISEMENT,
  /** Active_Down_Timer of RFC 9568, section 6.2. */
  MASTER_DOWN,
  /** A higher priority holds back for preempt-delay. */
  PREEMPT_DELAY,
  /** The second burst of announcements after a takeover. */
  ANNOUNCE_AGAIN,
  /**
   * Who contradicted us after our last announcement may have announced itself later than we did.
   */
  ANNOUNCE_OWED,
  /** The periodic announcement of a MASTER. */
  ANNOUNCE_REFRESH,
  /** A MASTER that was contradicted answers once an interval, not once a packet. */
  ASSERTED,
  /** Who stops as MASTER answers for the addresses until the successor is heard, but not longer. */
  RELEASE
}
