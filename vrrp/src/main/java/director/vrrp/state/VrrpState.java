// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

/** As operators and keepalived name them; RFC 9568 calls the third Active. */
public enum VrrpState {
  /** Not taking part: not started, or stopped. */
  INIT,
  BACKUP,
  MASTER,
  /** Cannot take part: its interface is down or gone, or has no address. */
  FAULT
}
