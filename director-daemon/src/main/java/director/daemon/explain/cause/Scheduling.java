// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport.Persistence;
import director.daemon.control.StatusReport.Service;
import java.util.ArrayList;
import java.util.List;

/** Which server a new connection gets: the kernel's rules (ipvsadm(8), net/netfilter/ipvs). */
record Scheduling(Service service) {

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add("scheduler " + service.scheduler() + ": " + rule());
    Persistence persistence = service.persistence();
    if (persistence != null) {
      sentences.add(
          "persistence: a client (%s) stays with its server until it was away for %d s, also when the"
                  .formatted(persistence.netmask(), persistence.timeoutSeconds())
              + " weights change");
    }
    if (service.onePacket()) {
      sentences.add("one-packet: each packet is scheduled by itself");
    }
    return sentences;
  }

  private String rule() {
    return switch (service.scheduler()) {
      case "rr" -> "each server in turn; weights count only as zero or not";
      case "wrr" -> "in turn, as often as the weights say";
      case "lc" -> "who has the fewest connections; weights count only as zero or not";
      case "wlc" -> "who has the fewest connections for its weight";
      case "sh" -> "by the client's address; who is not there takes his clients with him" + flags();
      case "dh" -> "by the destination address";
      case "mh" ->
          "by the client's address (Maglev): who leaves moves his own clients and few others"
              + flags();
      case "sed" -> "who would be the least busy with one connection more, for its weight";
      case "nq" -> "who has no connection at all, else as sed";
      case "lblc", "lblcr" -> "by locality of the destination, then the fewest connections";
      case "fo" -> "all to the server of the highest weight that is in";
      case "ovf" -> "the highest weight first, the next when it has as many connections";
      case "twos" -> "the less busy of two that are drawn by weight";
      default -> "see ipvsadm(8)";
    };
  }

  private String flags() {
    StringBuilder words = new StringBuilder();
    for (String flag : service.schedulerFlags()) {
      if (flag.endsWith("-port")) {
        words.append(", and port (").append(flag).append(')');
      } else if (flag.endsWith("-fallback")) {
        words.append("; whose server has weight 0 goes to another (").append(flag).append(')');
      }
    }
    return words.toString();
  }
}
