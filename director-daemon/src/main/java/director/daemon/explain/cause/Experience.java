// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.ServerState;

/**
 * What a failed probe tells who has seen many: where along the way it ended, and what that rules
 * out. By the words with which the checker begins what it saw, as servers can choose what comes
 * behind them; silent where several causes are left.
 */
final class Experience {
  /** DESIGN, section 1: the first incident that the checks by HTTPS are for. */
  private static final String HANGS =
      "the kernel of the machine accepts connections, but its process says nothing: so does one that"
          + " hangs (state D: a dead disk or mount; or stopped, or overloaded). A check of TCP alone"
          + " would call this server well";

  private static final String CERTIFICATE =
      "TCP and TLS work, it is about the certificate that the server shows";

  private Experience() {}

  /**
   * A sentence, or an empty text.
   *
   * @param check of a last result that says nothing about the server, it is what took it down that
   *     counts
   */
  static String of(Check check) {
    if (Boolean.FALSE.equals(check.passed())) {
      return of(String.valueOf(check.lastResult()));
    }
    boolean down = check.passed() == null && check.state() == ServerState.DOWN;
    return down ? of(seen(String.valueOf(check.foundation().reason()))) : "";
  }

  /** Behind the rule: "3 of 3 checks in a row failed: connection refused". */
  private static String seen(String reason) {
    return reason.substring(reason.indexOf(": ") + 1).strip();
  }

  private static String of(String seen) {
    if (seen.startsWith("TCP connected but") || seen.startsWith("TLS handshake done but")) {
      return HANGS;
    }
    if (seen.startsWith("certificate")) {
      return CERTIFICATE;
    }
    String sentence = unconnected(seen);
    if (sentence.isEmpty()) {
      sentence = broken(seen);
    }
    return sentence.isEmpty() ? answered(seen) : sentence;
  }

  private static String unconnected(String seen) {
    if (seen.startsWith("connection refused")) {
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
    return seen.startsWith("no echo reply")
        ? "it answers no ping: it is dead or cut off, or ICMP is dropped on the way"
        : "";
  }

  private static String broken(String seen) {
    if (seen.startsWith("TLS handshake failed: the server does not speak TLS")) {
      return "somebody listens at this port, but not with TLS";
    }
    if (seen.startsWith("TLS handshake failed")) {
      return "TCP works, it is the TLS handshake that fails";
    }
    if (seen.startsWith("connection ") && seen.endsWith(" before any response")) {
      return "the connection is accepted and then closed without a word: perhaps the program fails"
          + " with each request, or has too many connections";
    }
    return seen.startsWith("the ") && seen.contains(" was not complete within ")
        ? "it began its answer and did not end it: all works as far as that, and then something"
            + " hangs or is too slow"
        : "";
  }

  private static String answered(String seen) {
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
    return seen.startsWith("did not end within") ? "the script itself hangs; it was killed" : "";
  }
}
