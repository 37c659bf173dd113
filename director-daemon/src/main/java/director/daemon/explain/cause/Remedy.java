// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Instance;
import java.util.ArrayList;
import java.util.List;

/** What ends a FAULT, by the words in which the elector and the tracking tell it. */
record Remedy(StatusReport report, Instance vip) {

  List<String> sentences() {
    String reason = vip.reason();
    List<String> sentences = new ArrayList<>();
    report.vrrp().tracked().stream()
        .filter(it -> it.trackedBy().contains(vip.name()) && it.state().equals("FAILED"))
        .filter(it -> reason.contains(it.kind() + " " + it.name()))
        .forEach(
            it -> sentences.add("it ends when " + it.kind() + " " + it.name() + " is well again"));
    if (sentences.isEmpty()) {
      sentences.add(byWords(reason));
    }
    sentences.add("the elector notices by itself, and takes part again at once");
    return sentences;
  }

  private String byWords(String reason) {
    String link = vip.networkInterface();
    if (reason.startsWith("sync group: ")) {
      return "it ends with the FAULT of the other member: directorctl explain vip:"
          + member(reason);
    }
    if (reason.contains(" is down (ip link set")) {
      return "ip link set " + link + " up";
    }
    if (reason.contains("has no carrier")) {
      return "the cable, or the port of the switch: the kernel sees no carrier";
    }
    if (reason.contains("does not exist")) {
      return "the interface has to appear, or the configuration has to name another";
    }
    if (reason.contains("address of its own")) {
      return "the interface needs an address of its own, beside the virtual ones: ip addr add ... dev "
          + link;
    }
    if (reason.startsWith("unicast source")) {
      return "the unicast source has to be an address of this host: ip addr show";
    }
    return reason.startsWith("VMAC")
        ? "the VMAC interface has to be made: the reason is the kernel's"
        : "what is named in the reason has to be well again";
  }

  private static String member(String reason) {
    String rest = reason.substring("sync group: ".length());
    int end = rest.indexOf(' ');
    return end < 0 ? rest : rest.substring(0, end);
  }
}
