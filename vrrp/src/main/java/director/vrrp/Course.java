// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.AddressLoss;
import director.vrrp.orders.Holding;
import director.vrrp.state.VrrpEvent.AddressLost;
import director.vrrp.state.VrrpEvent.AnnouncementDue;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.Postponed;
import director.vrrp.state.VrrpEvent.PrimaryAddressChanged;
import director.vrrp.state.VrrpEvent.Returned;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpState;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Leads virtual routers by what is seen of this host: starts them, stops them, mends them. */
final class Course {
  private final SyncGroups groups;
  private final Returns returns;
  private final Map<String, String> hardware = new LinkedHashMap<>();

  Course(SyncGroups groups, Returns returns) {
    this.groups = groups;
    this.returns = returns;
  }

  /**
   * @param postponed whether none may start yet
   */
  void follow(
      Map<String, VrrpInstance> running,
      Map<String, Circumstances> around,
      boolean postponed,
      long now) {
    hardware.keySet().retainAll(running.keySet());
    Map<String, String> faults = new LinkedHashMap<>();
    for (VrrpInstance instance : running.values()) {
      Circumstances seen = around.get(instance.name());
      faults.put(instance.name(), seen == null ? "" : fault(instance, seen));
    }
    for (VrrpInstance instance : running.values()) {
      Circumstances seen = around.get(instance.name());
      if (seen != null) {
        follow(instance, seen, withGroup(instance, faults), postponed, now);
      }
    }
  }

  private static String fault(VrrpInstance instance, Circumstances seen) {
    if (!seen.fault().isEmpty()) {
      return seen.fault();
    }
    return seen.primaryAddress() == null
        ? "no address to speak from"
        : instance.adjustment().fault();
  }

  /** Its own fault, or that of the first member of its sync group that has one. */
  private String withGroup(VrrpInstance instance, Map<String, String> faults) {
    String own = faults.getOrDefault(instance.name(), "");
    if (!own.isEmpty()) {
      return own;
    }
    for (VrrpInstance member : groups.with(instance)) {
      String fault = faults.getOrDefault(member.name(), "");
      if (!fault.isEmpty()) {
        return "sync group: " + member.name() + " is in FAULT: " + fault;
      }
    }
    return "";
  }

  private void follow(
      VrrpInstance instance, Circumstances seen, String fault, boolean postponed, long now) {
    InetAddress primary = seen.primaryAddress();
    if (instance.orders().router().isOwner() && !instance.holdsAddresses()) {
      // What does not carry our mark was there before us: the interface's own addresses.
      Set<Holding> own = new LinkedHashSet<>(seen.present());
      own.removeAll(seen.marked());
      instance.leave(own);
    }
    if (!fault.isEmpty() || primary == null) {
      if (instance.state() != VrrpState.FAULT || !instance.reason().equals(fault)) {
        instance.handle(new Fault(fault), now);
      }
      instance.removeLeftOver(seen.present());
    } else if (instance.state() == VrrpState.INIT || instance.state() == VrrpState.FAULT) {
      start(instance, seen, primary, postponed, now);
    } else {
      mend(instance, seen, primary, now);
    }
    hardware.put(instance.name(), seen.hardware());
  }

  private void start(
      VrrpInstance instance, Circumstances seen, InetAddress primary, boolean postponed, long now) {
    if (returns.take(instance.orders(), seen.present(), now)) {
      instance.handle(new Returned(primary), now);
      return;
    }
    boolean found = !seen.present().isEmpty();
    if (postponed) {
      if (instance.state() == VrrpState.FAULT || (found && !instance.holdsAddresses())) {
        instance.handle(new Postponed(found), now);
      }
      return;
    }
    instance.handle(new Startup(primary, found), now);
  }

  private void mend(VrrpInstance instance, Circumstances seen, InetAddress primary, long now) {
    if (!primary.equals(instance.primaryAddress())) {
      instance.handle(new PrimaryAddressChanged(primary), now);
    }
    Set<Holding> missing = instance.missing(seen.present());
    if (!missing.isEmpty() && instance.orders().onAddressLoss() == AddressLoss.RESIGN) {
      String why = missing + " was removed by somebody else: resigns, as it is configured to";
      groups.with(instance).forEach(member -> member.handle(new AddressLost(why), now));
    } else {
      instance.restore(seen.present());
    }
    String before = hardware.getOrDefault(instance.name(), seen.hardware());
    if (!before.equals(seen.hardware())) {
      instance.handle(
          new AnnouncementDue(
              "interface "
                  + instance.orders().interfaceName()
                  + " is another one now, "
                  + seen.hardware()
                  + ": announces the addresses again"),
          now);
    }
    if (instance.state() == VrrpState.BACKUP) {
      instance.removeLeftOver(seen.present());
    }
  }
}
