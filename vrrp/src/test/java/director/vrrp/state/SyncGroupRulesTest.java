// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static director.vrrp.state.Given.backup;
import static director.vrrp.state.Given.faulty;
import static director.vrrp.state.Given.following;
import static director.vrrp.state.Given.higher;
import static director.vrrp.state.Given.listening;
import static director.vrrp.state.Given.master;
import static director.vrrp.state.Given.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.vrrp.state.VrrpEvent.Denied;
import director.vrrp.state.VrrpEvent.Elected;
import director.vrrp.state.VrrpEvent.Handover;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SyncGroupRulesTest {
  private static final String FOLLOWS = "sync group both: b follows 192.0.2.200 (priority 150)";

  private static Map<String, VirtualRouterState> members(VirtualRouterState... states) {
    Map<String, VirtualRouterState> members = new LinkedHashMap<>();
    for (int i = 0; i < states.length; i++) {
      members.put(String.valueOf((char) ('a' + i)), states[i]);
    }
    return members;
  }

  private static Map<String, VrrpEvent> settle(VirtualRouterState... states) {
    return SyncGroupRules.settle("both", members(states));
  }

  @Test
  @DisplayName("one that is ready waits for one that is not")
  void waits() {
    assertEquals(Map.of(), settle(backup().readily(), backup()));
    assertEquals(Map.of(), settle(backup().readily(), following(higher(150))));
    assertEquals(Map.of(), settle(backup().readily(), faulty()));
    assertEquals(Map.of(), settle(backup().readily(), stopped()));
  }

  @Test
  @DisplayName("when the last one is ready all become MASTER")
  void goesTogether() {
    assertEquals(
        Map.of("a", new Elected("both"), "b", new Elected("both")),
        settle(backup().readily(), following(higher(150)).readily()));
    assertEquals(Map.of("b", new Elected("both")), settle(master(), backup().readily()));
  }

  @Test
  @DisplayName("where one follows a master the others hand over")
  void handsOver() {
    assertEquals(Map.of("a", new Handover(FOLLOWS)), settle(master(), following(higher(150))));
    assertEquals(
        Map.of("a", new Handover("sync group both: b is in FAULT")), settle(master(), faulty()));
  }

  @Test
  @DisplayName("who handed over and found no successor releases what the group does not keep")
  void releases() {
    var waiting = backup().holding(true).watching(Watch.SUCCESSOR);

    assertEquals(Map.of(), settle(waiting, following(higher(150))));
    assertEquals(
        Map.of("a", new Denied(FOLLOWS + "; no successor spoke here: released")),
        settle(waiting.readily(), following(higher(150))));
  }

  @Test
  @DisplayName("a pause that one noticed, or a start, drags nobody")
  void undecided() {
    assertEquals(Map.of(), settle(master(), listening()));
    assertEquals(Map.of(), settle(master(), backup()));
    assertEquals(Map.of(), settle(master(), stopped()));
    assertEquals(Map.of(), settle(master(), backup().watching(Watch.RESIGNED)));
  }

  private static List<VirtualRouterState> standings() {
    return List.of(
        stopped(),
        faulty(),
        backup(),
        listening(),
        following(higher(150)),
        backup().watching(Watch.RESIGNED),
        backup().holding(true).watching(Watch.SUCCESSOR),
        backup().readily(),
        listening().readily(),
        following(higher(150)).readily(),
        master());
  }

  private static List<Map<String, VirtualRouterState>> allOfThree() {
    List<Map<String, VirtualRouterState>> all = new ArrayList<>();
    for (VirtualRouterState a : standings()) {
      for (VirtualRouterState b : standings()) {
        for (VirtualRouterState c : standings()) {
          all.add(members(a, b, c));
        }
      }
    }
    return all;
  }

  @Test
  @DisplayName("any three members: nobody becomes MASTER without all, nobody stays it against one")
  void everyThree() {
    VrrpStateMachine machine = new VrrpStateMachine(Given.v3(100), Announcements.DEFAULT, true);
    for (Map<String, VirtualRouterState> before : allOfThree()) {
      Map<String, VirtualRouterState> after = new LinkedHashMap<>(before);
      SyncGroupRules.settle("both", before)
          .forEach((name, event) -> after.put(name, machine.on(before.get(name), event).next()));

      String where = before + " becomes " + after;
      long masters = count(after, VrrpState.MASTER);
      boolean elected = masters > count(before, VrrpState.MASTER);
      assertTrue(!elected || masters == 3, where);
      boolean against =
          after.containsValue(faulty()) || after.containsValue(following(higher(150)));
      assertTrue(!against || masters == 0, where);
      assertTrue(
          !against || after.values().stream().noneMatch(s -> s.ready() && s.holdsAddresses()),
          where);
      assertEquals(Map.of(), SyncGroupRules.settle("both", after), "settles at once: " + where);
    }
  }

  private static long count(Map<String, VirtualRouterState> members, VrrpState state) {
    return members.values().stream().filter(member -> member.state() == state).count();
  }
}
