// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.change.ChangeLines;
import director.daemon.change.Changes;
import director.daemon.control.Outcome;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.loop.Loop;
import director.ipvs.IpvsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a configuration the one that holds, and says what that changed; or says why not. Confined
 * to the {@link Loop}.
 */
final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** Lines of a reload that are in the log; the journal and the answer have theirs. */
  private static final int LOGGED = 50;

  static final String KEPT = "the configuration was refused; the running one stays";

  private final Loop loop;
  private final Configuration configuration;
  private final Configuration.Followers followers;
  private final EventSink events;

  Adoption(
      Loop loop, Configuration configuration, Configuration.Followers followers, EventSink events) {
    this.loop = loop;
    this.configuration = configuration;
    this.followers = followers;
    this.events = events;
  }

  /**
   * What a configuration would change, and the kernel that was looked at for that.
   *
   * @param lacking why this kernel cannot have it; empty if it can
   */
  record Compared(Optional<String> lacking, Optional<IpvsSnapshot> kernel, Changes changes) {}

  /** Reckoned away from the loop: it may take its time. */
  CompletableFuture<Compared> compared(LoadedConfig next) {
    return followers
        .lacking(next.config())
        .thenComposeAsync(lacking -> compared(next, lacking), loop);
  }

  private CompletableFuture<Compared> compared(LoadedConfig next, Optional<String> lacking) {
    return followers
        .kernel()
        .thenComposeAsync(
            kernel -> {
              var changes = configuration.changesTo(next.config());
              return CompletableFuture.supplyAsync(
                  () -> new Compared(lacking, kernel, changes.apply(kernel)));
            },
            loop);
  }

  /** Why it cannot be adopted now; empty if it can. */
  Optional<Outcome> refusal(String asker, LoadedConfig next, Compared compared) {
    if (followers.isStopping()) {
      return Optional.of(refuse(asker, KEPT, List.of("the director is stopping")));
    }
    if (compared.lacking().isPresent()) {
      return Optional.of(refuse(asker, KEPT, List.of(compared.lacking().get())));
    }
    return compared.kernel().isEmpty() && configuration.needsKernelFor(next.config())
        ? Optional.of(
            refuse(
                asker,
                KEPT,
                List.of("there are new services, and what serves of them now cannot be read")))
        : Optional.empty();
  }

  /** Done when IPVS is as the new configuration wants it, or has refused to be. */
  CompletableFuture<Outcome> adopt(
      String asker, LoadedConfig next, Compared compared, String told) {
    List<String> lines = ChangeLines.of(compared.changes());
    tell(asker, told, lines);
    return configuration
        .adopt(next, compared.kernel(), "reload")
        .thenApply(
            refusals -> {
              List<String> detail = new ArrayList<>(lines);
              refusals.forEach(refusal -> detail.add("IPVS refused: " + refusal));
              return Outcome.done(told, detail);
            });
  }

  /** Into the log and the journal. */
  void tell(String asker, String told, List<String> lines) {
    LOG.info("{}, asked for by {}", told, asker);
    lines.stream().limit(LOGGED).forEach(LOG::info);
    if (lines.size() > LOGGED) {
      LOG.info("and {} changes more", lines.size() - LOGGED);
    }
    events.tell(Event.of(Event.Kind.RELOAD, Target.CONFIG, told).by(asker).with(lines));
  }

  /** Told to everybody. */
  Outcome refuse(String asker, String why, List<String> problems) {
    LOG.error("reload asked for by {} refused: {}", asker, why);
    problems.forEach(LOG::error);
    events.tell(Event.of(Event.Kind.RELOAD, Target.CONFIG, why).by(asker).with(problems));
    return Outcome.refused(why, problems);
  }
}
