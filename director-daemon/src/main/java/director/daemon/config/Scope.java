// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

/** How far an address or a route is good, in the words of {@code ip}. */
enum Scope {
  GLOBAL(0),
  SITE(200),
  LINK(253),
  HOST(254);

  /** RT_SCOPE of linux/rtnetlink.h. */
  final int number;

  Scope(int number) {
    this.number = number;
  }
}
