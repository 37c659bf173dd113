// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.change.Changes;
import director.daemon.change.Standing;
import director.daemon.config.DirectorConfig;
import director.daemon.loop.Loop;
import director.daemon.names.NameWatch;
import director.daemon.plan.Expansion;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is configured, with a server for each address of a DNS name, and who follows it. What is
 * configured next is said by {@link Reloads}. Confined to the {@link Loop}.
 */
final class Configuration {
  /** Those who do what is configured. Called on the loop. */
  interface Followers {
    /** What the kernel has; empty while it cannot be read. */
    CompletableFuture<Optional<IpvsSnapshot>> kernel();

    /** Why this kernel cannot have what {@code next} wants of it; empty if it can. */
    CompletableFuture<Optional<String>> lacking(DirectorConfig next);

    /** Whether {@code next} has services that the kernel may know and we do not. */
    boolean isNewTo(DirectorConfig next);

    /** What the kernel has of services that are none of ours until now. */
    IpvsTable others(IpvsTable kernel);

    /**
     * From now on it is {@code next} that holds.
     *
     * @param kernel what it has of services that are new to us
     */
    void follow(DirectorConfig next, IpvsTable kernel);

    /** Brings the kernel to it; {@code then} is told what the kernel refused. */
    void reconcile(String reason, Consumer<List<String>> then);

    /** Where virtual routers stand, as far as that is known. */
    Map<String, Standing> standings();

    /** Nothing may be changed any more. */
    boolean isStopping();
  }

  private final Followers followers;
  private final NameWatch names;

  /** As in the file; {@link #running} has a server for each address of a DNS name. */
  private LoadedConfig written;

  private DirectorConfig running;
  private NameWatch.Known known;

  /**
   * Nothing is followed before {@link #begin}.
   *
   * @throws IOException if what a former run has left on disk cannot be read
   */
  Configuration(Options options, LoadedConfig loaded, Loop loop, Followers followers)
      throws IOException {
    this.followers = followers;
    this.names =
        NameWatch.open(
            NameWatch.ofMachine(),
            options.stateDirectory(),
            found -> loop.execute(() -> named(found)));
    this.known = names.remembered();
    this.written = loaded;
    this.running = expanded(loaded.config());
  }

  /** As it was written. */
  LoadedConfig written() {
    return written;
  }

  /** What holds now, with a server for each address of a DNS name. */
  DirectorConfig running() {
    return running;
  }

  /** Sentences about names that nobody answers for. */
  List<String> problems() {
    return known.problems();
  }

  private DirectorConfig expanded(DirectorConfig config) {
    return Expansion.of(config, known.addresses());
  }

  /** Has it followed for the first time. */
  void begin(IpvsTable kernel) {
    follow(running, kernel);
  }

  /** In place of what was loaded, before anybody follows it. */
  void beginWith(LoadedConfig other) {
    written = other;
    running = expanded(other.config());
  }

  private void follow(DirectorConfig next, IpvsTable kernel) {
    running = next;
    followers.follow(next, kernel);
    names.follow(Expansion.names(next), next.resolver());
  }

  /** Servers come and go with the addresses of their names. */
  private void named(NameWatch.Known found) {
    known = found;
    DirectorConfig expanded = expanded(written.config());
    if (!followers.isStopping() && !expanded.equals(running)) {
      follow(expanded, IpvsTable.EMPTY);
      followers.reconcile("names stand for other addresses", refusals -> {});
    }
  }

  /**
   * What {@code next} would change, to be reckoned where it may take its time: it takes what holds
   * now along.
   */
  Function<Optional<IpvsSnapshot>, Changes> changesTo(DirectorConfig next) {
    DirectorConfig before = running;
    NameWatch.Known names = known;
    Map<String, Standing> standings = followers.standings();
    return kernel ->
        Changes.between(before, Expansion.of(next, names.addresses()), kernel, standings);
  }

  /** Sentences about names of {@code next} whose addresses have to be looked up first. */
  Supplier<List<String>> unknownNames(DirectorConfig next) {
    NameWatch.Known names = known;
    return () ->
        Expansion.names(next).stream()
            .filter(name -> !names.addresses().containsKey(name))
            .map(name -> name + " was not looked up yet: its servers come when it is answered")
            .toList();
  }

  /** Whether nobody can adopt {@code next} without knowing what the kernel has. */
  boolean needsKernelFor(DirectorConfig next) {
    return followers.isNewTo(expanded(next));
  }

  /**
   * From now on it is {@code next} that holds.
   *
   * @return done when IPVS is as it wants it, with what IPVS has refused
   */
  CompletableFuture<List<String>> adopt(
      LoadedConfig next, Optional<IpvsSnapshot> kernel, String reason) {
    DirectorConfig expanded = expanded(next.config());
    IpvsTable fresh =
        followers.isNewTo(expanded)
            ? kernel.map(found -> followers.others(found.table())).orElse(IpvsTable.EMPTY)
            : IpvsTable.EMPTY;
    written = next;
    follow(expanded, fresh);
    CompletableFuture<List<String>> refused = new CompletableFuture<>();
    followers.reconcile(reason, refused::complete);
    return refused;
  }

  /** No name is looked up after this. */
  void close() {
    names.close();
  }
}
