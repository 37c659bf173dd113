// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Rule;

/**
 * What a failed probe tells who has seen many: where along the way it ended, and what that rules
 * out. By how far it got, and where that is not enough by the words of the checker; silent where
 * several causes are left.
 */
final class Experience {
  private static final String HALF =
      "it began its answer and did not end it: all works as far as that, and then something hangs or"
          + " is too slow";

  private Experience() {}

  /** A sentence, or an empty text. */
  static String of(Check check) {
    String seen = String.valueOf(check.lastResult());
    String phase = check.foundation().phase();
    if (phase == null || !Boolean.FALSE.equals(check.passed())) {
      return "";
    }
    return switch (phase) {
      case "CONNECT" -> unconnected(seen);
      case "TLS" -> timedOut(check) ? hangs() : tls(seen);
      case "HEADER" -> unanswered(check, seen);
      case "BODY" -> HALF;
      default -> answered(check, seen);
    };
  }

  private static String unconnected(String seen) {
    if (seen.contains("connection refused")) {
      return "the machine answers at once that nobody listens at this port: the program is stopped,"
          + " or listens elsewhere (or a firewall rejects in its name)";
    }
    if (seen.startsWith("no route to host")) {
      return "the machine is not to be found on the network: switched off, its link down, or another"
          + " address";
    }
    if (seen.startsWith("no answer to the TCP connect")) {
      return "not even the kernel of the machine answers: it is dead or cut off, or packets are"
          + " dropped on the way (firewall)";
    }
    if (seen.startsWith("no echo reply")) {
      return "it answers no ping: it is dead or cut off, or ICMP is dropped on the way";
    }
    return "";
  }

  private static String tls(String seen) {
    if (seen.startsWith("certificate")) {
      return "TCP and TLS work, it is about the certificate that the server shows";
    }
    return seen.contains("does not speak TLS")
        ? "somebody listens at this port, but not with TLS"
        : "TCP works, it is the TLS handshake that fails";
  }

  private static String unanswered(Check check, String seen) {
    if (check.phases().firstByteMillis() != null) {
      return HALF;
    }
    if (check.phases().connectMillis() != null && timedOut(check)) {
      return hangs();
    }
    return seen.contains("before any response")
        ? "the connection is accepted and then closed without a word: perhaps the program fails with"
            + " each request, or has too many connections"
        : "";
  }

  /** DESIGN, section 1: the first incident that the checks by HTTPS are for. */
  private static String hangs() {
    return "the kernel of the machine accepts connections, but its process says nothing: so does one"
        + " that hangs (state D: a dead disk or mount; or stopped, or overloaded). A check of TCP"
        + " alone would call this server well";
  }

  private static String answered(Check check, String seen) {
    if (seen.startsWith("certificate")) {
      return "TCP and TLS work, it is about the certificate that the server shows";
    }
    if (seen.startsWith("HTTP status 5")) {
      return "the program runs and answers, and says itself that it is not well";
    }
    if (seen.startsWith("HTTP status ")) {
      return "the program runs and answers, but not with the status that the check expects";
    }
    if (seen.startsWith("the body ")) {
      return "the program runs and its status is as expected, it is about what it says";
    }
    if (seen.startsWith("DNS response code")) {
      return "the DNS server runs and answers, but not what is asked for";
    }
    return "script".equals(check.kind()) && seen.startsWith("did not end")
        ? "the script itself hangs; it was killed"
        : "";
  }

  /** Scripts and files have a timeout of their own kind, and no phases. */
  private static boolean timedOut(Check check) {
    Rule rule = check.rule();
    Double took = check.latencyMillis();
    return rule != null && took != null && took >= rule.timeoutMillis();
  }
}
