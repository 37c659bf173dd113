// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.IpvsKeeper.Pass;
import director.daemon.loop.Loop;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the kernel's table to what is desired, a pass at a time; what comes up during a pass is
 * done in the next. What a pass could not do is left to the one after it, with its reason. Confined
 * to the {@link Loop}.
 */
final class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final Loop loop;
  private final IpvsKeeper ipvs;
  private final Supplier<IpvsTable> desired;
  private final Runnable afterPass;

  private final SortedSet<String> due = new TreeSet<>();
  private final SortedSet<String> unfinished = new TreeSet<>();
  private final List<Consumer<List<String>>> waiting = new ArrayList<>();
  private boolean again;
  private boolean running;
  private boolean ended;
  private List<String> refusals = List.of();
  private @Nullable Instant last;

  /**
   * Made once for a director.
   *
   * @param desired asked at the beginning of each pass
   * @param afterPass run after each pass, whatever came of it
   */
  Reconciliation(Loop loop, IpvsKeeper ipvs, Supplier<IpvsTable> desired, Runnable afterPass) {
    this.loop = loop;
    this.ipvs = ipvs;
    this.desired = desired;
    this.afterPass = afterPass;
  }

  /**
   * Asks for a pass because what is desired has changed.
   *
   * @param reason for the log, beside each change that is made
   */
  void request(String reason) {
    due.add(reason);
    compare();
  }

  /**
   * As {@link #request(String)}.
   *
   * @param then told what the pass could not do, once it is over
   */
  void request(String reason, Consumer<List<String>> then) {
    waiting.add(then);
    request(reason);
  }

  /** Asks for a pass because the kernel's table may have changed. */
  void compare() {
    again = true;
    if (!running && !ended) {
      run();
    }
  }

  /** No pass begins after this; one may be under way. */
  void end() {
    ended = true;
  }

  /** What the last pass could not do, each a sentence. */
  List<String> refusals() {
    return refusals;
  }

  /** When the last pass that could read the table was done; null before the first. */
  @Nullable Instant last() {
    return last;
  }

  private void run() {
    again = false;
    running = true;
    SortedSet<String> reasons = new TreeSet<>(due);
    reasons.addAll(unfinished);
    due.clear();
    List<Consumer<List<String>>> served = List.copyOf(waiting);
    waiting.clear();
    loop.whenDone(
        ipvs.reconcile(desired.get()),
        (pass, failed) -> {
          done(reasons, pass, failed);
          served.forEach(then -> then.accept(refusals));
        });
  }

  private void done(SortedSet<String> reasons, @Nullable Pass pass, @Nullable Throwable failed) {
    running = false;
    List<String> refused = new ArrayList<>();
    if (pass != null) {
      last = Instant.now();
      refused.addAll(pass.failures());
      String why = reasons.isEmpty() ? "somebody else changed it" : String.join(", ", reasons);
      pass.applied().forEach(change -> LOG.info("ipvs: {} ({})", change.describe(), why));
    } else if (failed instanceof IOException) {
      refused.add("cannot compare the IPVS table: " + failed.getMessage());
    } else {
      throw new IllegalStateException("a pass over the IPVS table failed", failed);
    }
    refused.stream().filter(refusal -> !refusals.contains(refusal)).forEach(LOG::error);
    refusals = List.copyOf(refused);
    unfinished.clear();
    if (!refused.isEmpty()) {
      unfinished.addAll(reasons);
    }
    if (again && !ended) {
      run();
    }
    afterPass.run();
  }
}
