// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.orders.state.Moment;
import director.daemon.orders.state.StandingOrder;
import director.vrrp.InstanceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standby and handovers over the lives of an elector and its machine. */
class RoleOrdersTest {
  @TempDir Path directory;

  private Moment now = Messages.GIVEN;

  private RoleOrders open() {
    return RoleOrders.open(directory, () -> now);
  }

  private void pass(Duration time) {
    now = new Moment(now.wall().plus(time), now.boot(), now.uptime().plus(time));
  }

  private void startMachine(Duration after) {
    now = new Moment(now.wall().plus(after), now.boot() + "'", Duration.ofSeconds(9));
  }

  @Test
  @DisplayName("a killed elector finds all of them again")
  void killed() {
    RoleOrders before = open();
    before.add(Messages.PASSING);
    before.add(Messages.HANDED_OVER);

    List<StandingOrder> after = open().inForce();

    assertEquals(List.of(Messages.PASSING, Messages.HANDED_OVER), after);
  }

  @Test
  @DisplayName("a start of the machine leaves those that are to persist")
  void reboot() {
    RoleOrders before = open();
    before.add(Messages.PASSING);
    before.add(Messages.HANDED_OVER);

    startMachine(Duration.ofMinutes(1));

    assertEquals(List.of(Messages.HANDED_OVER), open().inForce());
    assertEquals(List.of(Messages.HANDED_OVER), open().inForce());
  }

  @Test
  @DisplayName("standby for a time ends with it, over a start of the machine as well")
  void expires() {
    RoleOrders before = open();
    before.add(Messages.STANDING_BY);
    pass(Duration.ofMinutes(10));
    startMachine(Duration.ofMinutes(10));
    RoleOrders after = open();

    Optional<Duration> left = after.standbyLeft();
    Optional<StandingOrder> tooEarly = after.expire();
    pass(Duration.ofMinutes(10));

    assertEquals(Optional.of(Duration.ofMinutes(10)), left);
    assertEquals(Optional.empty(), tooEarly);
    assertEquals(List.of(), open().inForce());
    assertEquals(Optional.of(Messages.STANDING_BY), after.expire());
    assertEquals(Optional.empty(), after.expire());
  }

  @Test
  @DisplayName("a repetition, and what is over already, change nothing")
  void repeated() {
    RoleOrders roles = open();
    boolean first = roles.add(Messages.STANDING_BY);
    boolean again = roles.add(Messages.STANDING_BY);
    roles.clear();
    pass(Duration.ofMinutes(31));

    assertEquals(
        List.of(true, false, false), List.of(first, again, roles.add(Messages.STANDING_BY)));
    assertEquals(List.of(), roles.inForce());
  }

  @Test
  @DisplayName("a handover ends when the virtual router is MASTER by itself, and standby does not")
  void masterAgain() {
    RoleOrders roles = open();
    roles.add(Messages.STANDING_BY);
    roles.add(Messages.HANDED_OVER);

    roles.follow(List.of(Messages.SILENT));
    List<StandingOrder> before = roles.inForce();
    roles.follow(List.<InstanceStatus>of(Messages.MASTER, Messages.SILENT));

    assertEquals(2, before.size());
    assertEquals(List.of(Messages.STANDING_BY), roles.inForce());
    assertEquals(List.of(Messages.STANDING_BY), open().inForce());
  }

  @Test
  @DisplayName("what the disk refuses is in force, said, and written when it takes it again")
  void fullDisk() throws IOException {
    RoleOrders roles = open();
    Path blocked = Files.createDirectory(directory.resolve("elector-standing-orders.json.new"));
    roles.add(Messages.STANDING_BY);
    Optional<String> problem = roles.problem();
    List<StandingOrder> inForce = roles.inForce();

    Files.delete(blocked);
    roles.follow(List.of());

    assertEquals(true, problem.isPresent());
    assertEquals(List.of(Messages.STANDING_BY), inForce);
    assertEquals(Optional.empty(), roles.problem());
    assertEquals(List.of(Messages.STANDING_BY), open().inForce());
  }
}
