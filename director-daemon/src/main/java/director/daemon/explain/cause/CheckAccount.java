// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Phases;
import director.daemon.control.StatusReport.Rule;
import director.daemon.control.StatusReport.ServerState;
import director.healthcheck.state.ReadableDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one check of a server has seen, by which rule it counts as it does, and what its next
 * results would change.
 *
 * @param alone whether the server has no other
 */
record CheckAccount(Times times, Check check, boolean alone) {
  private static final int MOST_NOTES = 6;

  /** What the operator calls it, or what it asks where it has no name. */
  String word() {
    String kind = check.kind() == null ? "check" : check.kind();
    return check.name() == null || check.name().equals("check")
        ? kind
        : Harmless.text(check.name()) + " (" + kind + ")";
  }

  boolean isDown() {
    return check.state() == ServerState.DOWN;
  }

  /** Its state and why, unless the server's own says it; its last result; what else it saw. */
  List<String> seen() {
    List<String> sentences = new ArrayList<>();
    Instant since = check.foundation().since();
    String reason = check.foundation().reason();
    if (!alone && check.state() != null) {
      sentences.add(
          "%s is %s%s%s"
              .formatted(
                  word(),
                  check.state(),
                  since == null ? "" : " " + times.since(since),
                  reason == null ? "" : ": " + Harmless.text(reason)));
    }
    sentences.add(lastResult());
    if (!alone || !Boolean.TRUE.equals(check.passed())) {
      sentences.add(lastPassed());
    }
    String experience = Experience.of(check);
    if (!experience.isEmpty()) {
      sentences.add(experience);
    }
    check.foundation().notes().stream()
        .limit(MOST_NOTES)
        .forEach(note -> sentences.add(word() + " noted: " + Harmless.text(note)));
    sentences.removeIf(String::isEmpty);
    return sentences;
  }

  private String lastResult() {
    Instant at = check.lastChecked();
    if (at == null) {
      return word() + ": no result yet";
    }
    String verdict =
        check.passed() == null
            ? " could not judge the server "
            : Boolean.TRUE.equals(check.passed()) ? " passed " : " failed ";
    String far = progress(check.phases());
    Double took = check.latencyMillis();
    return word()
        + verdict
        + times.ago(at)
        + ": "
        + Harmless.text(String.valueOf(check.lastResult()))
        + (took == null ? "" : ", after " + millis(took))
        + (far.isEmpty() ? "" : " (" + far + ")");
  }

  /** How far it got: "TCP after 0.4 ms, TLS after 2.9 ms, no byte of an answer". */
  private String progress(Phases phases) {
    List<String> parts = new ArrayList<>();
    add(parts, "TCP", phases.connectMillis());
    add(parts, "TLS", phases.tlsMillis());
    add(parts, "first byte", phases.firstByteMillis());
    boolean nothing = phases.connectMillis() != null && phases.firstByteMillis() == null;
    if (nothing && Boolean.FALSE.equals(check.passed())) {
      parts.add("no byte of an answer");
    }
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, String what, @Nullable Double millis) {
    if (millis != null) {
      parts.add(what + " after " + millis(millis));
    }
  }

  private static String millis(double millis) {
    return millis < 1000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : Times.span(Times.millis(millis));
  }

  private String lastPassed() {
    Instant at = check.foundation().lastPassed();
    if (Boolean.TRUE.equals(check.passed()) || check.lastChecked() == null) {
      return "";
    }
    return at == null
        ? word() + " has not passed once since it is made like this"
        : word() + " passed last " + times.at(at) + before(at);
  }

  /** How long before it went down; the failures that took it down lie between. */
  private String before(Instant passed) {
    Instant down = check.foundation().since();
    return isDown() && down != null && passed.isBefore(down)
        ? ", " + Times.span(Duration.between(passed, down)) + " before it went DOWN"
        : "";
  }

  /** When it asks, and by which results it is up or down. */
  List<String> rules() {
    Rule rule = check.rule();
    if (rule == null) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%s: %s; %s it up (rise %d)"
            .formatted(
                word(),
                down(rule),
                rule.rise() == 1 ? "1 pass brings" : rule.rise() + " passes in a row bring",
                rule.rise()));
    String fast =
        rule.fastIntervalMillis() < rule.intervalMillis()
            ? ", every " + readable(rule.fastIntervalMillis()) + " while in question"
            : "";
    sentences.add(
        "%s asks every %s%s, and waits %s for the whole answer"
            .formatted(
                word(), readable(rule.intervalMillis()), fast, readable(rule.timeoutMillis())));
    if (rule.holdDownMillis() != null) {
      sentences.add(
          "who goes down again and again is held down longer each time, up to "
              + readable(rule.holdDownMillis())
              + " (hold-down)");
    }
    return sentences;
  }

  private static String down(Rule rule) {
    List<String> ways = new ArrayList<>();
    Integer fall = rule.fall();
    if (fall != null) {
      ways.add(
          (fall == 1 ? "1 failure takes" : fall + " failures in a row take")
              + " it down (fall "
              + fall
              + ")");
    }
    if (rule.windowFailures() != null && rule.windowMillis() != null) {
      ways.add(
          "%s of any spacing within %s take it down (window)"
              .formatted(
                  count(rule.windowFailures(), "failure", "failures"),
                  readable(rule.windowMillis())));
    }
    return String.join(", or ", ways);
  }

  /** What its next results would change of its own state. */
  List<String> change() {
    Rule rule = check.rule();
    if (rule == null || check.state() == null) {
      return List.of();
    }
    int streak = check.streak() == null ? 0 : check.streak();
    return switch (check.state()) {
      case DOWN -> up(rule, streak);
      case UP -> List.of(taken(rule, streak));
      default -> List.of(word() + ": the first pass is enough to bring it up");
    };
  }

  private List<String> up(Rule rule, int streak) {
    List<String> sentences = new ArrayList<>();
    Instant held = check.foundation().heldUntil();
    if (held != null) {
      sentences.add(
          word()
              + " has flapped: however often it passes, it stays down until "
              + times.atLater(held)
              + " (hold-down)");
    }
    int missing = rule.rise() - streak;
    if (streak > 0 && missing > 0) {
      sentences.add(
          "%s: %d of %d passes in a row are there, %d more %s it up"
              .formatted(word(), streak, rule.rise(), missing, missing == 1 ? "brings" : "bring"));
    } else if (streak == 0) {
      sentences.add(
          rule.rise() == 1
              ? word() + ": the next check that passes brings it up (rise 1)"
              : word()
                  + ": "
                  + rule.rise()
                  + " passes in a row bring it up (rise "
                  + rule.rise()
                  + ")");
    }
    return sentences;
  }

  private String taken(Rule rule, int streak) {
    Integer fall = rule.fall();
    Integer window = rule.windowFailures();
    int recent = check.foundation().recentFailures();
    if (window != null && recent > 0) {
      return "%s: %d of %d failures are counted within %s"
          .formatted(
              word(),
              recent,
              window,
              readable(rule.windowMillis() == null ? 0 : rule.windowMillis()));
    }
    if (fall == null || (streak == 0 && !alone)) {
      return "";
    }
    return streak == 0
        ? word()
            + ": "
            + (fall == 1 ? "1 failure" : fall + " failures in a row")
            + " would take it down"
        : word()
            + ": "
            + count(streak, "failure", "failures")
            + " in a row, fall is "
            + fall
            + (streak < fall ? ": " + (fall - streak) + " more and it is down" : "");
  }

  /** When it is asked again. */
  String next() {
    Instant next = check.next();
    Rule rule = check.rule();
    return next == null
        ? ""
        : word()
            + " asks again "
            + times.in(next)
            + (rule == null ? "" : ", then every " + readable(rule.intervalMillis()));
  }

  static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  static String readable(double millis) {
    return ReadableDuration.of(Times.millis(millis));
  }
}
