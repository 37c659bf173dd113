// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

/** What the kernel knows of an address, or shall do with it (IFA_F_*, linux/if_addr.h). */
public enum AddressFlag {
  /** IPv4: not the first of its subnet on the link. IPv6: a temporary privacy address. */
  SECONDARY(0x01, false),
  /** IPv6, to be set: usable at once, without duplicate address detection. */
  NO_DAD(0x02, true),
  /** IPv6: usable while duplicate address detection still runs. */
  OPTIMISTIC(0x04, true),
  /** IPv6: another host has it; the kernel does not use it. */
  DAD_FAILED(0x08, false),
  /** Never chosen as source of new connections. To be set: its preferred lifetime is over. */
  DEPRECATED(0x20, false),
  /** IPv6: duplicate address detection still runs, not yet usable. */
  TENTATIVE(0x40, false),
  /** Has no end of life. Set by the kernel. */
  PERMANENT(0x80, false),
  /** To be set: no route for its subnet. */
  NO_PREFIX_ROUTE(0x200, true);

  private final int bit;
  private final boolean requestable;

  AddressFlag(int bit, boolean requestable) {
    this.bit = bit;
    this.requestable = requestable;
  }

  int bit() {
    return bit;
  }

  /** Whether IFA_FLAGS of a request may hold it; the others are the kernel's to set. */
  boolean requestable() {
    return requestable;
  }
}
