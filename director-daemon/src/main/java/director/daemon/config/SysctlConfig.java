// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code net.ipv4.vs} shall be.
 *
 * @param values by the kernel's names, such as {@code expire_nodest_conn}
 * @param apply whether it is set; otherwise a difference is only told
 */
public record SysctlConfig(SortedMap<String, String> values, boolean apply) {
  public static final SysctlConfig DEFAULT = new SysctlConfig(new TreeMap<>(), false);

  public SysctlConfig {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
