// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

/** What a MASTER does when somebody else removes a virtual address. */
public enum AddressLoss {
  /** Puts it back at once. */
  RESTORE,
  /** Takes it for a wish, and resigns, as keepalived does. */
  RESIGN
}
