// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a director stands: its elections, its services, and of the servers those that are not plainly
 * well. What is beyond the limits is left out, and said to be.
 *
 * @param config hashes of sections of the configuration that are no single virtual router's or
 *     service's, by their keys
 * @param instances by name
 * @param services by name
 * @param servers by service and name
 * @param settings single keys of sections that another director has otherwise; of each section all
 *     or none
 * @param complete whether all instances and services are there
 */
public record Account(
    SortedMap<String, Integer> config,
    List<Instance> instances,
    List<Service> services,
    List<Server> servers,
    List<Setting> settings,
    boolean complete) {
  public static final int MOST_INSTANCES = 400;
  public static final int MOST_SERVICES = 2000;
  public static final int MOST_SERVERS = 1000;
  public static final int MOST_SECTIONS = 32;
  public static final int MOST_SETTINGS = 1500;
  public static final Account EMPTY =
      new Account(new TreeMap<>(), List.of(), List.of(), List.of(), List.of(), true);

  public Account {
    config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
    instances = List.copyOf(instances);
    services = List.copyOf(services);
    servers = List.copyOf(servers);
    settings = List.copyOf(settings);
  }

  /**
   * A virtual router.
   *
   * @param state MASTER, BACKUP, FAULT, INIT or UNKNOWN
   * @param priority the effective one, 0..255
   * @param withheld why it does not take over; empty when nothing holds it
   * @param config hash of its section
   */
  public record Instance(String name, String state, int priority, String withheld, int config) {}

  /**
   * A service.
   *
   * @param healthy how many of its servers are UP
   * @param total how many are configured
   * @param listed whether all of its servers that are not plainly well are in the account
   * @param config hash of its section
   */
  public record Service(String name, int healthy, int total, boolean listed, int config) {}

  /**
   * A key of the configuration, as it is written.
   *
   * @param section {@code services.photos-https}
   * @param key within it: {@code check.interval}
   * @param value {@code 2s}; a secret is never here, and a long one ends in its hash
   */
  public record Setting(String section, String key, String value) {}

  /**
   * A server that is not plainly well: not UP, ordered about, or of interest because it is not well
   * elsewhere.
   *
   * @param state UP, DOWN, DRAINING, DISABLED or UNKNOWN
   * @param since when it was entered
   * @param order in force, in words; empty without
   */
  public record Server(
      String service, String name, String state, Instant since, String reason, String order) {

    /** Whether others are to look at theirs of that name, too. */
    public boolean isOfInterest() {
      return !state.equals("UP") || !order.isEmpty();
    }

    /** "photos-https/router1". */
    public String path() {
      return service + "/" + name;
    }
  }
}
