// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Address;
import director.daemon.control.StatusReport.Convergence;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.StatusReport.Master;
import director.daemon.control.StatusReport.Statistics;
import director.daemon.event.Target;
import director.daemon.explain.Explanation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a virtual router is MASTER, BACKUP or neither. */
record VipAccount(StatusReport report, Instance vip) {

  Explanation explain() {
    Times times = new Times(report.director().time());
    Standing standing = new Standing(report, vip);
    Draft draft =
        new Draft(
            Target.vip(vip.name()),
            vip.state().name(),
            since(),
            vip.name() + " is " + standing.headline());
    seen(draft, times);
    standing.rule().forEach(draft::rule);
    standing.change().forEach(draft::change);
    standing.next(times).forEach(draft::next);
    also(draft);
    return draft.finished();
  }

  private void seen(Draft draft, Times times) {
    String reason = Harmless.text(vip.reason());
    if (vip.state() == InstanceState.UNKNOWN) {
      Instant lost = since();
      draft.seen("the elector is not connected" + (lost == null ? "" : " " + times.since(lost)));
      draft.seen("the last that it told of " + vip.name() + ": " + reason);
    } else {
      draft.seen(vip.state() + " " + times.since(vip.since()) + ": " + reason);
    }
    new Ordered(report, times).into(draft, List.of(Target.vip(vip.name()), Target.NODE));
    master(draft);
    draft.seen(addresses());
    vip.adjustment().reasons().forEach(part -> draft.seen("tracking: " + Harmless.text(part)));
    report.vrrp().tracked().stream()
        .filter(it -> it.trackedBy().contains(vip.name()) && !it.state().equals("OK"))
        .forEach(
            it ->
                draft.seen(
                    "%s %s is %s %s: %s"
                        .formatted(
                            it.kind(),
                            it.name(),
                            it.state(),
                            times.since(it.since()),
                            Harmless.text(it.reason()))));
    draft.seen(
        "%d advertisements sent, %d heard, %d dropped"
            .formatted(
                vip.advertisementsSent(), vip.advertisementsReceived(), vip.rejectedInAll()));
    vip.rejected().forEach((why, count) -> draft.seen(count + " dropped: " + Dropped.words(why)));
  }

  /** Nobody knows for how long it has been what it is while the elector is lost. */
  private @Nullable Instant since() {
    return vip.state() == InstanceState.UNKNOWN ? report.elector().since() : vip.since();
  }

  private void master(Draft draft) {
    Master master = vip.master();
    if (vip.state() == InstanceState.BACKUP || vip.state() == InstanceState.INIT) {
      draft.seen(
          master.address() == null
              ? "nobody speaks as MASTER"
              : "%s speaks as MASTER with priority %d, ours is %d"
                  .formatted(master.address(), master.priority(), vip.priority()));
    }
  }

  private String addresses() {
    List<String> here =
        vip.addresses().stream().filter(Address::present).map(Address::address).toList();
    List<String> not =
        vip.addresses().stream().filter(it -> !it.present()).map(Address::address).toList();
    String interfaceName = vip.networkInterface();
    if (not.isEmpty()) {
      return (here.size() == 1 ? "its address is on " : "its addresses are on ")
          + interfaceName
          + ": "
          + few(here);
    }
    if (here.isEmpty()) {
      return (not.size() == 1 ? "its address is not on " : "none of its addresses is on ")
          + interfaceName
          + ": "
          + few(not);
    }
    return "on " + interfaceName + ": " + few(here) + "; not there: " + few(not);
  }

  private static String few(List<String> addresses) {
    String first = String.join(", ", addresses.subList(0, Math.min(4, addresses.size())));
    return addresses.size() > 4 ? first + " and " + (addresses.size() - 4) + " more" : first;
  }

  private void also(Draft draft) {
    misplaced(draft);
    vip.warnings().forEach(warning -> draft.also(Harmless.text(warning)));
    Convergence convergence = vip.convergence();
    if (convergence.state().equals("UNPROVEN")) {
      draft.also(
          "no proof that the neighbours send here: no answer from "
              + few(convergence.open())
              + ". Perhaps a switch or router still has the old hardware address");
    } else if (convergence.state().equals("PROVEN")) {
      draft.also("neighbours proved that they send here: " + few(convergence.proven()));
    }
    Statistics counted = vip.statistics();
    if (counted.addressesRestored() > 0) {
      draft.also(
          "somebody else removed addresses, they were put back %s"
              .formatted(CheckAccount.count(counted.addressesRestored(), "time", "times")));
    }
    if (counted.addressMismatches() > 0) {
      draft.also(
          CheckAccount.count(counted.addressMismatches(), "advertisement", "advertisements")
              + " listed other addresses than ours");
    }
    if (counted.wrongInterval() > 0) {
      draft.also(
          CheckAccount.count(counted.wrongInterval(), "advertisement", "advertisements")
              + " told another interval than ours");
    }
  }

  private void misplaced(Draft draft) {
    boolean master = vip.state() == InstanceState.MASTER;
    boolean leaves = vip.reason().endsWith("until the successor is heard");
    if (leaves || (!master && vip.state() != InstanceState.BACKUP)) {
      return;
    }
    List<String> wrong =
        vip.addresses().stream()
            .filter(it -> it.present() != master)
            .map(Address::address)
            .toList();
    if (!wrong.isEmpty()) {
      draft.also(
          master
              ? few(wrong) + " is not in the kernel although MASTER: clients of it get no answer"
              : few(wrong) + " is still in the kernel although BACKUP: two may answer for it");
    }
  }
}
