// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

/** What a BACKUP waits for while its master-down timer runs; and that a MASTER leaves. */
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
  SUCCESSOR,
  /**
   * The next advertisement of the successor, as with {@link #MASTER}; but it may need a moment to
   * have the addresses, which we hold until then.
   */
  SETTLING,
  /** Of a MASTER: for the end of its process. Of a BACKUP that came back: for its sync group. */
  RESTART
}
