// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.state.VrrpEvent.Denied;
import director.vrrp.state.VrrpEvent.Elected;
import director.vrrp.state.VrrpEvent.Handover;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What must happen to virtual routers that are MASTER together or not at all.
 *
 * <p>A member is <em>for</em> it when it is MASTER or its own wait for a master is over,
 * <em>against</em> it when it follows a master or is in FAULT, and otherwise undecided. All for it:
 * those that wait become MASTER. One against it: those that are MASTER hand over, and those that
 * wait with addresses release them. Else things stay as they are; so a pause that one member
 * noticed and another did not drags nobody.
 */
public final class SyncGroupRules {
  private SyncGroupRules() {}

  /**
   * The events to be handled, by member; to be asked again once they are.
   *
   * @param group its name
   * @param members where each stands, in the order of the group
   */
  public static Map<String, VrrpEvent> settle(
      String group, Map<String, VirtualRouterState> members) {
    Map<String, VrrpEvent> events = new LinkedHashMap<>();
    String against = "";
    boolean allFor = true;
    for (Map.Entry<String, VirtualRouterState> member : members.entrySet()) {
      if (against.isEmpty() && isAgainst(member.getValue())) {
        against = "sync group " + group + ": " + member.getKey() + why(member.getValue());
      }
      allFor &= isFor(member.getValue());
    }
    for (Map.Entry<String, VirtualRouterState> member : members.entrySet()) {
      VirtualRouterState state = member.getValue();
      if (allFor && state.state() == VrrpState.BACKUP) {
        events.put(member.getKey(), new Elected(group));
      } else if (!against.isEmpty() && state.state() == VrrpState.MASTER) {
        events.put(member.getKey(), new Handover(against));
      } else if (!against.isEmpty() && state.ready() && state.holdsAddresses()) {
        events.put(member.getKey(), new Denied(against + "; no successor spoke here: released"));
      }
    }
    return events;
  }

  private static boolean isFor(VirtualRouterState state) {
    return state.state() == VrrpState.MASTER || state.ready();
  }

  private static boolean isAgainst(VirtualRouterState state) {
    return state.state() == VrrpState.FAULT
        || (state.state() == VrrpState.BACKUP && state.watch() == Watch.MASTER && !state.ready());
  }

  private static String why(VirtualRouterState state) {
    return state.state() == VrrpState.FAULT ? " is in FAULT" : " follows " + state.master();
  }
}
