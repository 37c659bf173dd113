// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import java.util.List;

/**
 * Virtual routers that are MASTER together or not at all.
 *
 * @param members names of instances, at least two
 */
public record SyncGroup(String name, List<String> members) {
  public SyncGroup {
    members = List.copyOf(members);
  }
}
