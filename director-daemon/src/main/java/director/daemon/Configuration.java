// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.control.Outcome;
import director.daemon.loop.Loop;
import director.daemon.names.NameWatch;
import director.daemon.plan.Expansion;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is configured, and how it becomes something else: the file is read, and adopted or refused,
 * and servers come and go with the addresses of their DNS names. Confined to the {@link Loop}.
 */
final class Configuration {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** Those who do what is configured. Called on the loop. */
  interface Followers {
    /** What the kernel has of services of {@code next} that are none of ours yet. */
    CompletableFuture<IpvsTable> newTo(DirectorConfig next);

    /**
     * From now on it is {@code next} that holds.
     *
     * @param kernel what {@link #newTo} found
     */
    void follow(DirectorConfig next, IpvsTable kernel);

    /** Brings the kernel to it; {@code then} is told what the kernel refused. */
    void reconcile(String reason, Consumer<List<String>> then);

    /** Nothing may be changed any more. */
    boolean isStopping();
  }

  private final Options options;
  private final Loop loop;
  private final Followers followers;
  private final CompletableFuture<Boolean> beginning;
  private final NameWatch names;

  /** As in the file; {@link #running} has a server for each address of a DNS name. */
  private DirectorConfig written;

  private DirectorConfig running;
  private NameWatch.Known known;

  /**
   * Nothing is followed before {@link #begin}.
   *
   * @param beginning done when there may be a reload
   * @throws IOException if what a former run has left on disk cannot be read
   */
  Configuration(
      Options options,
      DirectorConfig loaded,
      Loop loop,
      Followers followers,
      CompletableFuture<Boolean> beginning)
      throws IOException {
    this.options = options;
    this.loop = loop;
    this.followers = followers;
    this.beginning = beginning;
    this.names =
        NameWatch.open(
            NameWatch.ofMachine(),
            options.stateDirectory(),
            found -> loop.execute(() -> named(found)));
    this.known = names.remembered();
    this.written = loaded;
    this.running = Expansion.of(loaded, known.addresses());
  }

  /** What holds now, with a server for each address of a DNS name. */
  DirectorConfig running() {
    return running;
  }

  /** Sentences about what is not as the file says. */
  List<String> problems() {
    return known.problems();
  }

  /** Has it followed for the first time. */
  void begin(IpvsTable kernel) {
    follow(running, kernel);
  }

  private void follow(DirectorConfig next, IpvsTable kernel) {
    running = next;
    followers.follow(next, kernel);
    names.follow(Expansion.names(next), next.resolver());
  }

  /** Servers come and go with the addresses of their names. */
  private void named(NameWatch.Known found) {
    known = found;
    DirectorConfig expanded = Expansion.of(written, found.addresses());
    if (!followers.isStopping() && !expanded.equals(running)) {
      follow(expanded, IpvsTable.EMPTY);
      followers.reconcile("names stand for other addresses", refusals -> {});
    }
  }

  /** On SIGHUP; what comes of it is in the log. */
  void reloadOnSignal() {
    loop.whenDone(
        reload("SIGHUP"),
        (outcome, failed) -> {
          if (failed != null) {
            LOG.error("reload failed, the running configuration stays", failed);
          }
        });
  }

  /** Reads the configuration again, away from the loop; a bad one changes nothing. */
  CompletableFuture<Outcome> reload(String asker) {
    long begun = System.nanoTime();
    return beginning
        .thenApplyAsync(done -> LoadedConfig.attempt(options.config()))
        .thenComposeAsync(
            attempt ->
                attempt
                    .config()
                    .map(next -> adopt(asker, next, begun))
                    .orElseGet(
                        () -> CompletableFuture.completedFuture(refuse(asker, attempt.problems()))),
            loop);
  }

  private static Outcome refuse(String asker, List<String> problems) {
    LOG.error(
        "reload asked for by {} refused, the running configuration stays: {} problems",
        asker,
        problems.size());
    problems.forEach(LOG::error);
    return Outcome.refused("the configuration was refused; the running one stays", problems);
  }

  private CompletableFuture<Outcome> adopt(String asker, DirectorConfig next, long begun) {
    long read = System.nanoTime();
    return followers
        .newTo(Expansion.of(next, known.addresses()))
        .thenComposeAsync(kernel -> adopt(asker, next, kernel), loop)
        .whenComplete(
            (outcome, failed) ->
                LOG.info(
                    "reload: read within {} ms, in force after {} ms more",
                    (read - begun) / 1_000_000,
                    (System.nanoTime() - read) / 1_000_000));
  }

  /** Done when IPVS is as the new configuration wants it, or has refused to be. */
  private CompletionStage<Outcome> adopt(String asker, DirectorConfig next, IpvsTable kernel) {
    if (followers.isStopping()) {
      return CompletableFuture.completedFuture(refuse(asker, List.of("the director is stopping")));
    }
    List<String> changes = ConfigChanges.between(written, next);
    written = next;
    follow(Expansion.of(next, known.addresses()), kernel);
    String told = changes.isEmpty() ? "nothing has changed" : "reloaded";
    LOG.info("{}, asked for by {}: {}", told, asker, String.join(", ", changes));
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    followers.reconcile(
        "reload",
        refusals -> {
          List<String> detail = new ArrayList<>(changes);
          refusals.forEach(refusal -> detail.add("IPVS refused: " + refusal));
          outcome.complete(Outcome.done(told, detail));
        });
    return outcome;
  }

  /** No name is looked up after this. */
  void close() {
    names.close();
  }
}
