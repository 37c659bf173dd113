// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Instruction;
import director.daemon.control.StatusReport.Quorum;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.healthcheck.state.ReadableDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** By which rule a server weighs what it weighs, and what would change that. */
record Weighing(Service service, Server server, Times times) {

  void into(Draft draft) {
    draft.rule(rule());
    if (server.checks().size() > 1) {
      draft.rule(need());
    }
    orders(draft);
    switch (server.cause()) {
      case "DISABLED", "DRAINED", "DRAINING", "QUIESCED" -> byHealthLater(draft);
      case "SELF_DRAIN", "SELF_MAINTENANCE", "ADVISED" ->
          draft.change("its own next answer: the check that told this is asked all the time");
      case "REPLACED_BY_SORRY" -> draft.change(quorum());
      case "HELD" -> {
        draft.change(
            "it leaves as soon as enough others are UP for the floor to hold without it; or at once:"
                + " directorctl server disable "
                + here());
        byHealth(draft);
      }
      case "UNCHECKED" -> draft.change("only an order or another configuration changes that");
      default -> byHealth(draft);
    }
  }

  private String here() {
    return service.name() + " " + server.name();
  }

  /** What goes before what: ADR 15. */
  private String rule() {
    return switch (server.cause()) {
      case "HEALTHY" -> "who is up has its configured weight, " + server.configuredWeight();
      case "UNCHECKED" ->
          "no check is configured (check = none), so it is taken for well, with its configured"
              + " weight of "
              + server.configuredWeight();
      case "RISING" ->
          "who comes back gets its weight step by step, over "
              + seconds(service.slowStartSeconds())
              + " (slow-start)";
      case "WEIGHTED", "QUIESCED", "DRAINING", "DRAINED", "DISABLED" ->
          "an operator's order goes before health, quorum and floor";
      case "NEW" ->
          "who never had a verdict is not in the table: it could be anything but a server";
      case "FAILED" -> "who is down leaves the table (on-failure = remove)";
      case "FAILED_QUIESCED" ->
          "who is down has weight 0: the connections it has go on, no new ones come (on-failure ="
              + " quiesce)";
      case "ADVISED" -> "what its own checks say of its weight goes before the configured one";
      case "SELF_DRAIN", "SELF_MAINTENANCE" ->
          "what a server says of itself goes before its health";
      case "HELD" ->
          "floor %s: checks may take no more than %s of the weight out; beyond that the fault may be"
                  .formatted(share(service.floor()), percent(1 - service.floor()))
              + " ours, and the rest would be overrun";
      case "REPLACED_BY_SORRY" -> "while the quorum is lost the sorry server answers alone";
      default -> "";
    };
  }

  private String need() {
    int all = server.checks().size();
    long up = server.checks().stream().filter(it -> it.state() == ServerState.UP).count();
    return "any".equals(server.need())
        ? "any one of its " + all + " checks is enough, " + up + " of them up"
        : "all of its "
            + all
            + " checks must be up, "
            + up
            + " of them "
            + (up == 1 ? "is" : "are");
  }

  private void orders(Draft draft) {
    Instruction order = server.instruction();
    if (order == null) {
      return;
    }
    Instant until = order.until();
    if (server.cause().equals("DRAINING") && until != null) {
      draft.next(
          "it leaves the table when its last connection ends, at the latest at "
              + times.atLater(until));
    }
    draft.change("directorctl server enable " + here() + " ends the order");
  }

  private void byHealthLater(Draft draft) {
    if (server.checks().stream().anyMatch(check -> check.state() == ServerState.DOWN)) {
      draft.change("once enabled it stays out all the same, until its checks are up");
    }
  }

  private void byHealth(Draft draft) {
    boolean down = server.state() == ServerState.DOWN;
    checks().stream()
        .filter(check -> !down || check.isDown())
        .forEach(check -> check.change().forEach(draft::change));
    if (down || server.state() == ServerState.UNKNOWN) {
      draft.change(effect());
      draft.change("directorctl check run " + here() + " asks at once, whatever is due");
    }
    if (server.cause().equals("RISING")) {
      draft.next("its weight rises by itself");
    }
  }

  private String effect() {
    return service.slowStartSeconds() > 0
        ? "once up, its weight rises to %d over %s (slow-start)"
            .formatted(server.configuredWeight(), seconds(service.slowStartSeconds()))
        : "once up, it has its whole weight of " + server.configuredWeight() + " at once";
  }

  private String quorum() {
    Quorum quorum = service.quorum();
    long needed = quorum.required() + quorum.hysteresis();
    return "it is in again when healthy weight %d is there, now it is %d"
        .formatted(needed, quorum.weight());
  }

  private List<CheckAccount> checks() {
    boolean alone = server.checks().size() == 1;
    return server.checks().stream()
        .map((Check check) -> new CheckAccount(times, check, alone))
        .toList();
  }

  static String seconds(double seconds) {
    return ReadableDuration.of(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  static String share(double share) {
    return String.format(Locale.ROOT, "%.3f", share)
        .replaceFirst("0+$", "")
        .replaceFirst("\\.$", "");
  }

  private static String percent(double share) {
    return Math.round(share * 100) + " %";
  }
}
