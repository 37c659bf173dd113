// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.StatusReport.Master;
import director.daemon.control.StatusReport.Preemption;
import director.daemon.control.StatusReport.Protocol;
import java.util.ArrayList;
import java.util.List;

/** By which rule of the election a virtual router stands as it does, and what would change that. */
record Standing(StatusReport report, Instance vip) {
  private static final int OWNER = 255;

  /** Its state, and the cause that holds now, which may be another than when it began. */
  String headline() {
    String reason = Harmless.text(vip.reason());
    return switch (vip.state()) {
      case MASTER -> "MASTER with priority " + vip.priority() + ": " + reason;
      case BACKUP -> "BACKUP" + behind() + ": " + cause();
      case FAULT -> "in FAULT: " + reason;
      case INIT -> "not taking part (INIT): " + (vip.withheld() == null ? reason : withheld());
      case UNKNOWN ->
          "UNKNOWN: the elector is not connected"
              + (report.elector().reason() == null
                  ? ""
                  : ", " + Harmless.text(report.elector().reason()));
    };
  }

  private String withheld() {
    return Harmless.text(String.valueOf(vip.withheld()));
  }

  private String behind() {
    Master master = vip.master();
    return master.address() == null
        ? ""
        : " behind " + master.address() + " (priority " + master.priority() + ")";
  }

  private String cause() {
    if (vip.withheld() != null) {
      return withheld();
    }
    Integer theirs = vip.master().priority();
    if (theirs == null) {
      return Harmless.text(vip.reason());
    }
    if (theirs > vip.priority()) {
      return "that is more than our priority of " + priority();
    }
    if (theirs == vip.priority()) {
      return "our priority is the same, and who is MASTER stays it as long as it speaks";
    }
    if (!preempts()) {
      return "our priority of %s is higher, but preempt = false: who is MASTER stays it as long as it"
              .formatted(priority())
          + " speaks";
    }
    return "our priority of "
        + priority()
        + " is higher: it takes over within "
        + ms(vip.protocol().masterDownInterval());
  }

  private boolean preempts() {
    Preemption preemption = vip.preemption();
    return preemption == null || preemption.allowed();
  }

  /** "100 (150 configured; -50: script nginx exits 1)". */
  private String priority() {
    return vip.priority() == vip.configuredPriority()
        ? String.valueOf(vip.priority())
        : vip.priority()
            + " ("
            + vip.configuredPriority()
            + " configured"
            + (vip.withheld() != null && vip.withheld().startsWith("standby")
                ? "; in standby it is 1"
                : "")
            + (vip.adjustment().reasons().isEmpty()
                ? ""
                : "; " + Harmless.text(String.join("; ", vip.adjustment().reasons())))
            + ")";
  }

  List<String> rule() {
    List<String> sentences = new ArrayList<>();
    Protocol protocol = vip.protocol();
    if (vip.state() == InstanceState.UNKNOWN) {
      sentences.add(
          "the elector goes on with its last orders, whether or not the director hears of it");
      return sentences;
    }
    if (vip.state() == InstanceState.FAULT || vip.state() == InstanceState.INIT) {
      sentences.add(
          "who is in %s takes no part: it holds no address and says nothing"
              .formatted(vip.state()));
      group(sentences);
      return sentences;
    }
    sentences.add(
        vip.priority() == OWNER
            ? "priority 255: it owns the addresses and is MASTER whenever it can be"
            : "the highest priority is MASTER: ours is " + priority());
    if (vip.state() == InstanceState.MASTER) {
      sentences.add("it speaks every " + ms(protocol.interval()) + ", " + protocol.transport());
    } else {
      sentences.add(
          "a BACKUP takes over when it has not heard the MASTER for %s (three of its intervals of %s,"
                  .formatted(ms(protocol.masterDownInterval()), ms(protocol.masterInterval()))
              + " and the less the higher its own priority)");
    }
    Preemption preemption = vip.preemption();
    if (preemption != null && vip.state() != InstanceState.MASTER) {
      sentences.add(
          preemption.allowed()
              ? "preempt = true: it takes over from a lower priority"
                  + (preemption.delaySeconds() > 0
                      ? " after " + Weighing.seconds(preemption.delaySeconds()) + " (preempt-delay)"
                      : "")
              : "preempt = false: it never takes over from a MASTER that speaks");
    }
    group(sentences);
    return sentences;
  }

  private void group(List<String> sentences) {
    if (vip.syncGroup() != null) {
      sentences.add(
          "the members of sync group " + vip.syncGroup() + " are MASTER together or not at all");
    }
  }

  List<String> change() {
    return switch (vip.state()) {
      case MASTER -> giving();
      case BACKUP, INIT -> waiting();
      case FAULT -> {
        List<String> sentences = new ArrayList<>(new Remedy(report, vip).sentences());
        if (vip.withheld() != null) {
          sentences.add("but it takes nothing over even then: " + withheld());
        }
        yield sentences;
      }
      case UNKNOWN ->
          List.of("the director connects again, and starts an elector if it is its own to start");
    };
  }

  private List<String> giving() {
    return List.of(
        vip.priority() == OWNER
            ? "no priority is higher; the next director takes over when we fall silent"
            : "a director that speaks with a priority above "
                + vip.priority()
                + " takes over, unless it has preempt = false; and the next one when we fall silent",
        "directorctl vip handover " + vip.name() + " gives it away");
  }

  private List<String> waiting() {
    List<String> sentences = new ArrayList<>();
    String withheld = vip.withheld() == null ? "" : vip.withheld();
    if (withheld.startsWith("standby") || withheld.startsWith("handed over")) {
      sentences.add("directorctl node resume ends that");
    }
    String master = vip.master().address();
    if (vip.state() == InstanceState.BACKUP && master != null) {
      sentences.add(
          "it becomes MASTER when "
              + master
              + " is silent for "
              + ms(vip.protocol().masterDownInterval())
              + ", or resigns");
    }
    Integer theirs = vip.master().priority();
    int lost = -vip.adjustment().weight();
    if (theirs != null && lost > 0 && vip.priority() <= theirs && vip.priority() + lost > theirs) {
      sentences.add(
          "without what tracking takes away, its priority would be %d, more than %d"
              .formatted(Math.min(254, vip.priority() + lost), theirs));
    }
    return sentences;
  }

  List<String> next(Times times) {
    List<String> sentences = new ArrayList<>();
    String withheld = vip.withheld() == null ? "" : vip.withheld();
    if (withheld.contains("-delay, ")) {
      sentences.add("the wait is over by itself: " + withheld());
    }
    report.vrrp().tracked().stream()
        .filter(it -> it.trackedBy().contains(vip.name()) && it.state().equals("FAILED"))
        .filter(it -> it.lastLooked() != null)
        .forEach(
            it ->
                sentences.add(
                    "%s %s was looked at %s: %s"
                        .formatted(
                            it.kind(),
                            it.name(),
                            times.ago(it.lastLooked() == null ? times.now() : it.lastLooked()),
                            Harmless.text(String.valueOf(it.lastResult())))));
    return sentences;
  }

  private static String ms(double millis) {
    return CheckAccount.readable(millis);
  }
}
