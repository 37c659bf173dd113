// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the real servers of a service shall have.
 *
 * @param after what the next decision has to know of this one
 * @param servers by name, all that are configured
 * @param again when to decide anew though nothing else happened, later than now; empty if never
 * @param news sentences for the log, of what this decision changed; those about one server begin
 *     with its name
 */
public record Decision(
    ServiceState after,
    SortedMap<String, Allotment> servers,
    Quorum quorum,
    Optional<Duration> again,
    List<String> news) {

  public Decision {
    servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
    news = List.copyOf(news);
  }
}
