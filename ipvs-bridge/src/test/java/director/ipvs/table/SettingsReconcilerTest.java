// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import static director.ipvs.table.SyncDaemon.Role.BACKUP;
import static director.ipvs.table.SyncDaemon.Role.MASTER;
import static director.ipvs.table.Tables.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.ipvs.table.IpvsChange.SetTimeouts;
import director.ipvs.table.IpvsChange.StartDaemon;
import director.ipvs.table.IpvsChange.StopDaemon;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The difference of settings")
class SettingsReconcilerTest {
  private static final Timeouts AS_THEY_ARE = timeouts(0, 0, 0);
  private static final Timeouts DEFAULT = timeouts(900, 120, 300);
  private static final SyncDaemon MASTER_51 = daemon(MASTER, 51, 1472);
  private static final SyncDaemon BACKUP_51 = daemon(BACKUP, 51, 1472);

  @Test
  @DisplayName("is nothing when nothing is asked for")
  void leavesAllAlone() {
    IpvsSettings actual = settings(DEFAULT, MASTER_51, BACKUP_51);

    List<IpvsChange> changes = SettingsReconciler.diff(AS_THEY_ARE, Optional.empty(), actual);

    assertEquals(List.of(), changes);
  }

  @Test
  @DisplayName("is nothing when all is as it should be")
  void nothingToDo() {
    IpvsSettings actual = settings(DEFAULT, MASTER_51, BACKUP_51);

    List<IpvsChange> changes =
        SettingsReconciler.diff(DEFAULT, Optional.of(List.of(BACKUP_51, MASTER_51)), actual);

    assertEquals(List.of(), changes);
  }

  @Test
  @DisplayName("sets the timeouts that are asked for, and says what the others stay")
  void setsTimeouts() {
    IpvsSettings actual = settings(DEFAULT);

    List<IpvsChange> changes =
        SettingsReconciler.diff(timeouts(0, 60, 300), Optional.empty(), actual);

    assertEquals(List.of(new SetTimeouts(DEFAULT, timeouts(900, 60, 300))), changes);
  }

  @Test
  @DisplayName("starts what is missing and stops what is not wanted")
  void startsAndStops() {
    IpvsSettings actual = settings(DEFAULT, MASTER_51);

    List<IpvsChange> changes =
        SettingsReconciler.diff(AS_THEY_ARE, Optional.of(List.of(BACKUP_51)), actual);

    assertEquals(List.of(new StopDaemon(MASTER_51), new StartDaemon(BACKUP_51)), changes);
  }

  @Test
  @DisplayName("replaces a daemon that is another in anything")
  void replaces() {
    SyncDaemon wanted = daemon(BACKUP, 52, 0);
    IpvsSettings actual = settings(DEFAULT, MASTER_51, BACKUP_51);

    List<IpvsChange> changes =
        SettingsReconciler.diff(AS_THEY_ARE, Optional.of(List.of(MASTER_51, wanted)), actual);

    assertEquals(List.of(new StopDaemon(BACKUP_51), new StartDaemon(wanted)), changes);
  }

  @Test
  @DisplayName("stops all daemons when none is wanted")
  void stopsAll() {
    IpvsSettings actual = settings(DEFAULT, MASTER_51, BACKUP_51);

    List<IpvsChange> changes = SettingsReconciler.diff(AS_THEY_ARE, Optional.of(List.of()), actual);

    assertEquals(List.of(new StopDaemon(MASTER_51), new StopDaemon(BACKUP_51)), changes);
  }

  @ParameterizedTest
  @DisplayName("takes the length that the kernel makes of the one that is wanted")
  @CsvSource({
    "MASTER, 224.0.0.81, 0, 1472",
    "MASTER, 224.0.0.81, 1400, 1400",
    "MASTER, 224.0.0.81, 1, 1",
    "MASTER, 224.0.0.81, 65535, 65507",
    "MASTER, ff02::81, 65535, 65487",
    "BACKUP, 224.0.0.81, 500, 1024",
    "BACKUP, 224.0.0.81, 0, 65507",
    "BACKUP, 224.0.0.81, 1400, 0"
  })
  void lengths(SyncDaemon.Role role, String group, int wanted, int kept) {
    SyncDaemon want = new SyncDaemon(role, "eth0", 51, address(group), 8848, 1, wanted);
    SyncDaemon have = new SyncDaemon(role, "eth0", 51, address(group), 8848, 1, kept);

    List<IpvsChange> changes =
        SettingsReconciler.diff(AS_THEY_ARE, Optional.of(List.of(want)), settings(DEFAULT, have));

    assertEquals(List.of(), changes);
  }

  @Test
  @DisplayName("replaces a daemon of another length than the one that is wanted")
  void replacesForItsLength() {
    SyncDaemon wanted = daemon(MASTER, 51, 1400);

    List<IpvsChange> changes =
        SettingsReconciler.diff(
            AS_THEY_ARE, Optional.of(List.of(wanted)), settings(DEFAULT, MASTER_51));

    assertEquals(List.of(new StopDaemon(MASTER_51), new StartDaemon(wanted)), changes);
  }

  @Test
  @DisplayName("has no place for two daemons of one role")
  void refusesTwoOfARole() {
    var two = Optional.of(List.of(MASTER_51, daemon(MASTER, 52, 0)));

    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> SettingsReconciler.diff(AS_THEY_ARE, two, settings(DEFAULT)));

    assertEquals("two sync daemons of the role MASTER", refusal.getMessage());
  }

  private static SyncDaemon daemon(SyncDaemon.Role role, int id, int maxLength) {
    return new SyncDaemon(role, "eth0", id, address("224.0.0.81"), 8848, 1, maxLength);
  }

  private static IpvsSettings settings(Timeouts timeouts, SyncDaemon... daemons) {
    TreeMap<SyncDaemon.Role, SyncDaemon> byRole = new TreeMap<>();
    List.of(daemons).forEach(daemon -> byRole.put(daemon.role(), daemon));
    return new IpvsSettings(timeouts, byRole);
  }

  private static Timeouts timeouts(long tcp, long tcpFin, long udp) {
    return new Timeouts(
        Duration.ofSeconds(tcp), Duration.ofSeconds(tcpFin), Duration.ofSeconds(udp));
  }
}
