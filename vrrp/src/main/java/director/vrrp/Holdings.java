// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.VirtualAddress;
import java.io.IOException;

/** What moves with the role, in this host's kernel. */
interface Holdings {

  /** Puts the address on the interface; it may be there already. */
  void add(VirtualAddress address) throws IOException;

  /** Takes the address off the interface; it may be gone already. */
  void remove(VirtualAddress address) throws IOException;
}
