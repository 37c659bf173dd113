// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.SyncConfig;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.SyncDaemon.Role;
import director.vrrp.state.VrrpState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The sync daemons")
class SyncRolesTest {
  @Test
  @DisplayName("run both when they follow nobody")
  void both() {
    assertEquals(
        Optional.of(List.of(Role.MASTER, Role.BACKUP)),
        roles(sync(Optional.empty()), Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(VrrpState.class)
  @DisplayName("tell with MASTER, and hear in every other state")
  void follow(VrrpState state) {
    Role role = state == VrrpState.MASTER ? Role.MASTER : Role.BACKUP;

    assertEquals(
        Optional.of(List.of(role)), roles(sync(Optional.of("photos")), Optional.of(state)));
  }

  @Test
  @DisplayName("stay as they are while nobody knows where the virtual router stands")
  void unknown() {
    assertEquals(Optional.empty(), roles(sync(Optional.of("photos")), Optional.empty()));
  }

  private static Optional<List<Role>> roles(SyncConfig sync, Optional<VrrpState> followed) {
    return SyncRoles.daemons(sync, followed)
        .map(daemons -> daemons.stream().map(SyncDaemon::role).toList());
  }

  private static SyncConfig sync(Optional<String> follow) {
    return new SyncConfig("eth0", 51, Tables.address("224.0.0.81"), 8848, 1, 0, follow);
  }
}
