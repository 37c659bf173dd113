// SPDX-License-Identifier: Apache-2.0
package director.ipvs;

import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsStatistics;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.VirtualService;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the kernel holds at one moment.
 *
 * @param statistics of the services in {@code table}
 * @param otherServices those of a kind that {@code table} has no words for, each as a line for
 *     operators
 */
public record IpvsSnapshot(
    IpvsTable table, IpvsSettings settings, IpvsStatistics statistics, List<String> otherServices) {

  public IpvsSnapshot {
    otherServices = List.copyOf(otherServices);
  }

  /** A line for each service that is not among {@code owned}. */
  public List<String> foreign(Set<VirtualService.Id> owned) {
    Stream<String> unowned =
        table.services().values().stream()
            .filter(entry -> !owned.contains(entry.service().id()))
            .map(IpvsTable.Entry::describe);
    return Stream.concat(unowned, otherServices.stream()).toList();
  }
}
