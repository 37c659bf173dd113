// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

/** What a BACKUP waits for while its master-down timer runs. */
public enum Watch {
  /** Nobody that it would follow was heard since it started: for the whole master-down interval. */
  START,
  /** The next advertisement of its master: for the master-down interval. */
  MASTER,
  /** Whoever takes over after a resignation, a master's or our own: for the skew time. */
  RESIGNED,
  /** Any master at all, after a pause or with addresses that were found: for an interval. */
  LISTEN,
  /**
   * Who takes over what was handed over, of whatever priority: for little more than an interval.
   */
  SUCCESSOR
}
