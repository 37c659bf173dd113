// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.config.DirectorConfig;
import director.daemon.peer.packet.Account;
import director.daemon.peer.packet.Account.Setting;
import director.daemon.peer.state.Standing;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes what we tell of what we know. Hashes are reckoned once for each configuration: of 40,000
 * servers that takes a second, which is why it is not done by the thread that decides.
 */
final class OwnStanding {
  private static final String INSTANCES = "vrrp.instances.";
  private static final String SERVICES = "services.";

  private @Nullable DirectorConfig config;
  private SortedMap<String, Integer> hashes = new TreeMap<>();
  private long hash;
  private Set<String> interests = Set.of();
  private List<Setting> settings = List.of();

  /**
   * Standing and hashes.
   *
   * @param wanted sections that another director has otherwise
   */
  Standing of(Snapshot snapshot, Set<String> wanted) {
    boolean other = !snapshot.config().equals(config);
    if (other || !wanted.equals(interests)) {
      ConfigSections sections = ConfigSections.of(snapshot.config());
      if (other) {
        hashes = sections.hashes();
        hash = sections.hash();
        config = snapshot.config();
      }
      settings = sections.settings(wanted, Account.MOST_SETTINGS);
      interests = Set.copyOf(wanted);
    }
    return new Standing(
        snapshot.config().name(), snapshot.version(), snapshot.started(), hash, account(snapshot));
  }

  private Account account(Snapshot snapshot) {
    SortedMap<String, Integer> general = new TreeMap<>(hashes);
    general.keySet().removeIf(path -> path.startsWith(INSTANCES) || path.startsWith(SERVICES));
    return new Account(
        general,
        snapshot.instances().stream()
            .map(
                it ->
                    new Account.Instance(
                        it.name(),
                        it.state(),
                        it.priority(),
                        it.withheld(),
                        hash(INSTANCES, it.name())))
            .toList(),
        snapshot.services().stream()
            .map(
                it ->
                    new Account.Service(
                        it.name(),
                        it.healthy(),
                        it.total(),
                        it.listed(),
                        hash(SERVICES, it.name())))
            .toList(),
        snapshot.servers(),
        settings,
        snapshot.complete());
  }

  private int hash(String prefix, String name) {
    return hashes.getOrDefault(prefix + name, 0);
  }
}
