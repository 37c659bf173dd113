// SPDX-License-Identifier: Apache-2.0
package director.ipvs;

import director.ipvs.table.IpvsChange;

/**
 * A change that the kernel did not make.
 *
 * @param reason a sentence: what was asked of it, and why not
 * @param errno the kernel's error number (errno(3))
 */
public record IpvsRefusal(IpvsChange change, String reason, int errno) {}
