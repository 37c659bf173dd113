// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.config.DirectorConfig;
import director.daemon.peer.packet.Account;
import java.time.Instant;
import java.util.List;

/**
 * What this director knows of itself at one moment, to be told to others. The hashes of
 * configuration in it are not reckoned yet: that takes time.
 *
 * @param config that is running
 * @param services with how many servers they have
 * @param servers those that are not plainly well, and those of interest
 * @param complete whether all instances and services are there
 */
public record Snapshot(
    String version,
    Instant started,
    DirectorConfig config,
    List<Account.Instance> instances,
    List<Account.Service> services,
    List<Account.Server> servers,
    boolean complete) {
  public Snapshot {
    instances = List.copyOf(instances);
    services = List.copyOf(services);
    servers = List.copyOf(servers);
  }
}
