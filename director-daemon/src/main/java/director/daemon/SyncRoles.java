// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.SyncConfig;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.SyncDaemon.Role;
import director.vrrp.state.VrrpState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which sync daemons run: the one that tells of connections with MASTER, else the one that hears.
 */
final class SyncRoles {
  private SyncRoles() {}

  /**
   * The daemons that shall run.
   *
   * @param followed where the virtual router stands that they follow; empty when it is not known
   * @return empty when that cannot be said, and they stay as they are
   */
  static Optional<List<SyncDaemon>> daemons(SyncConfig sync, Optional<VrrpState> followed) {
    if (sync.follow().isEmpty()) {
      return Optional.of(Stream.of(Role.values()).map(role -> daemon(sync, role)).toList());
    }
    return followed.map(
        state -> List.of(daemon(sync, state == VrrpState.MASTER ? Role.MASTER : Role.BACKUP)));
  }

  private static SyncDaemon daemon(SyncConfig sync, Role role) {
    return new SyncDaemon(
        role,
        sync.networkInterface(),
        sync.id(),
        sync.group(),
        sync.port(),
        sync.ttl(),
        sync.maxLength());
  }
}
