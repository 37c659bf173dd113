// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.HttpExchange.Redirects;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.ReadableDuration;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several HTTP requests, one after the other, each on a fresh connection: those of the check, and
 * those that redirects lead to. The first that is not as expected ends it. A passed probe has the
 * phases of its first connection, a failed one those of the connection that failed.
 */
final class SequenceProbe implements RunningProbe {

  /** Opens a connection for one request. */
  interface Opener {
    RunningProbe open(HttpDialogue dialogue, Consumer<ProbeResult> done);
  }

  private final HttpCheck check;
  private final Opener opener;
  private final Consumer<ProbeResult> done;
  private final long started = System.nanoTime();
  private final List<String> statuses = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private HttpDialogue dialogue;
  private RunningProbe current;
  private @Nullable ProbeTimes first;
  private long receivedBefore;
  private int redirected;
  private boolean over;

  SequenceProbe(HttpCheck check, Opener opener, Consumer<ProbeResult> done) {
    this.check = check;
    this.opener = opener;
    this.done = done;
    this.dialogue = new HttpDialogue(check.exchanges().get(0));
    this.current = opener.open(dialogue, this::ended);
  }

  /** Whether {@code check} may take more than one connection. */
  static boolean isDue(HttpCheck check) {
    return check.exchanges().size() > 1
        || check.exchanges().get(0).redirects() == Redirects.FOLLOWED;
  }

  @Override
  public ProbePhase reached() {
    return current.reached();
  }

  @Override
  public long received() {
    return receivedBefore + current.received();
  }

  @Override
  public ProbeResult giveUp() {
    over = true;
    return named(current.giveUp());
  }

  @Override
  public void cancel() {
    over = true;
    current.cancel();
  }

  private void ended(ProbeResult result) {
    if (over) {
      return;
    }
    if (first == null) {
      first = result.times();
    }
    notes.addAll(result.notes());
    warnings.addAll(result.warnings());
    if (result.verdict() == Verdict.PASSED) {
      passed(result, first);
    } else if (dialogue.redirection().isPresent()
        && dialogue.exchange().redirects() == Redirects.FOLLOWED) {
      follow(result, dialogue.redirection().get());
    } else {
      end(named(result));
    }
  }

  private void passed(ProbeResult result, ProbeTimes phases) {
    statuses.add(String.valueOf(dialogue.status()));
    if (statuses.size() == check.exchanges().size()) {
      end(allPassed(result, phases));
    } else {
      redirected = 0;
      ask(check.exchanges().get(statuses.size()));
    }
  }

  private void follow(ProbeResult result, String location) {
    try {
      if (redirected == Redirect.MOST) {
        throw new Redirect.Refused("the sixth redirect in a row");
      }
      HttpExchange next =
          Redirect.follow(
              dialogue.exchange(), check.tls().isPresent(), dialogue.status(), location);
      redirected++;
      ask(next);
    } catch (Redirect.Refused refused) {
      String seen =
          "HTTP status "
              + dialogue.status()
              + " redirects to "
              + Excerpt.ofLine(location)
              + ", "
              + refused.getMessage();
      end(named(withSeen(result, seen)));
    }
  }

  private void ask(HttpExchange exchange) {
    receivedBefore += current.received();
    dialogue = new HttpDialogue(exchange);
    current = opener.open(dialogue, this::ended);
  }

  private void end(ProbeResult result) {
    over = true;
    done.accept(result);
  }

  private ProbeResult allPassed(ProbeResult last, ProbeTimes phases) {
    Duration whole = Duration.ofNanos(System.nanoTime() - started);
    String answers = "answered " + String.join(", ", statuses);
    String where = redirected == 0 ? "" : " at " + dialogue.exchange().path();
    return new ProbeResult(
        last.verdict(),
        answers + where + " in " + ReadableDuration.of(whole),
        last.reached(),
        new ProbeTimes(phases.connected(), phases.secured(), phases.firstByte(), whole),
        last.advice(),
        List.copyOf(notes),
        List.copyOf(warnings));
  }

  /** The same, saying which request it was if there could be a doubt. */
  private ProbeResult named(ProbeResult result) {
    int number = check.exchanges().size();
    if (number == 1 && redirected == 0) {
      return result;
    }
    HttpExchange asked = dialogue.exchange();
    String which = number == 1 ? "" : "request " + (statuses.size() + 1) + " of " + number + ", ";
    String from =
        redirected == 0
            ? ""
            : " (redirected from " + check.exchanges().get(statuses.size()).path() + ")";
    return withSeen(
        result, which + asked.method() + " " + asked.path() + from + ": " + result.seen());
  }

  private static ProbeResult withSeen(ProbeResult result, String seen) {
    return new ProbeResult(
        result.verdict(),
        seen,
        result.reached(),
        result.times(),
        result.advice(),
        result.notes(),
        result.warnings());
  }
}
