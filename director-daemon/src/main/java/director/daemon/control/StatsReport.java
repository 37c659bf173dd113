// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel has counted: the answer to {@code GET /v1/stats}. As with {@link StatusReport},
 * the JSON has the names of these records, and what is unknown or absent is an explicit null.
 *
 * @param time when the kernel was asked
 * @param services of the config, in the order of their names
 * @param foreign services in the table that are not ours, a line each
 */
public record StatsReport(Instant time, List<Service> services, List<String> foreign) {
  public StatsReport {
    services = List.copyOf(services);
    foreign = List.copyOf(foreign);
  }

  /**
   * Since the kernel got the service or the server, or somebody set its counters to zero.
   *
   * @param connections scheduled
   * @param outPackets stays 0 with direct routing, as the answers don't pass the director
   */
  public record Counters(
      long connections, long inPackets, long inBytes, long outPackets, long outBytes) {}

  /** The kernel's own estimate of the same in one second, smoothed and renewed every 2 s. */
  public record Rates(
      long connections, long inPackets, long inBytes, long outPackets, long outBytes) {}

  /**
   * A virtual service.
   *
   * @param virtual as it is configured
   * @param virtuals what the kernel knows it by, one for each endpoint: {@code TCP
   *     203.0.113.10:443}
   * @param counters of all of them together, servers that have left included; null when the kernel
   *     has none of them
   * @param sorry the sorry server, when the kernel has it
   */
  public record Service(
      String name,
      String virtual,
      List<String> virtuals,
      @Nullable Counters counters,
      @Nullable Rates rates,
      List<Server> servers,
      @Nullable Server sorry) {
    public Service {
      virtuals = List.copyOf(virtuals);
      servers = List.copyOf(servers);
    }
  }

  /**
   * A real server of a service, over all endpoints of the service together. All that follows the
   * address is null when the kernel does not have the server.
   *
   * @param address with port where it has one
   * @param weight at each endpoint
   * @param activeConnections established now. With direct routing the director sees one direction
   *     only, so some stay until their TCP timeout
   * @param inactiveConnections in any other state now
   */
  public record Server(
      String name,
      String address,
      @Nullable Integer weight,
      @Nullable Long activeConnections,
      @Nullable Long inactiveConnections,
      @Nullable Counters counters,
      @Nullable Rates rates) {}
}
