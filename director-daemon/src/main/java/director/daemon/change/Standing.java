// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import director.vrrp.state.VrrpState;
import java.util.OptionalInt;

/**
 * Where a virtual router stands now.
 *
 * @param adjustment what its configured priority differs by from that with which it takes part
 * @param masterPriority of who is MASTER; empty when nobody is heard
 */
public record Standing(VrrpState state, int adjustment, OptionalInt masterPriority) {}
