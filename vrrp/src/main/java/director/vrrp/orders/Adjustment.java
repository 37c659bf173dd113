// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import java.util.List;

/**
 * What the director's tracking makes of the priority of one virtual router.
 *
 * @param weight added to the configured priority; the sum is held within 1..254
 * @param fault why it must not take part at all; empty when it may
 * @param reasons each thing that counts, for people
 */
public record Adjustment(int weight, String fault, List<String> reasons) {
  public static final Adjustment NONE = new Adjustment(0, "", List.of());

  public Adjustment {
    reasons = List.copyOf(reasons);
  }
}
