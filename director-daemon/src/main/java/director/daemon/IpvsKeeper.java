// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;
import director.ipvs.IpvsRefusal;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsReconciler;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.SettingsReconciler;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the kernel's IPVS table what it shall be, on a thread of its own: requests block, and
 * nobody else waits for them.
 */
final class IpvsKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /**
   * What a pass did.
   *
   * @param snapshot the table as it was found, before {@code applied}
   * @param applied the changes that were made, in order
   * @param drift those of {@code applied} that undo what somebody else did
   * @param failures what was refused, each a sentence; the next pass tries again
   */
  record Pass(
      IpvsSnapshot snapshot,
      List<IpvsChange> applied,
      List<IpvsChange> drift,
      List<String> failures) {}

  private final IpvsClient client;
  private final OwnedServices owned;

  /** What the last pass left behind, as far as that is known. Touched by {@link #thread} only. */
  private @Nullable IpvsTarget left;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread kernel = new Thread(task, "kernel-ipvs");
            kernel.setDaemon(true);
            return kernel;
          });

  IpvsKeeper(IpvsClient client, OwnedServices owned) {
    this.client = client;
    this.owned = owned;
  }

  CompletableFuture<IpvsSnapshot> read() {
    return submit(client::read);
  }

  /** Empty when the kernel does not tell: no reason to forget what somebody wants done. */
  CompletableFuture<Optional<IpvsSnapshot>> readIfPossible() {
    return submit(
        () -> {
          try {
            return Optional.of(client.read());
          } catch (IpvsException e) {
            LOG.warn("{}", e.getMessage());
            return Optional.empty();
          }
        });
  }

  /** Why this kernel cannot have what {@code config} wants of it; empty if it can. */
  CompletableFuture<Optional<String>> lackingFor(DirectorConfig config) {
    return submit(
        () -> {
          try {
            if (config.needsIpvs()) {
              client.demand();
            }
            return Optional.empty();
          } catch (IpvsException e) {
            return Optional.of(String.valueOf(e.getMessage()));
          }
        });
  }

  /** Has {@code work} done between two passes, where it may block. */
  <T> CompletableFuture<T> aside(Callable<T> work) {
    return submit(work);
  }

  /** Reads, compares, and writes only the differences. Services of others are left alone. */
  CompletableFuture<Pass> reconcile(IpvsTarget target) {
    return submit(() -> pass(target));
  }

  private Pass pass(IpvsTarget target) throws IpvsException {
    List<String> failures = new ArrayList<>();
    IpvsTable desired = target.table();
    Set<VirtualService.Id> wanted = desired.services().keySet();
    // On disk before it is in the kernel: a service of ours must never look like somebody else's.
    remember(() -> owned.add(wanted), failures);
    IpvsSnapshot snapshot = client.read();
    List<IpvsChange> changes = diff(target, snapshot, owned.ids());
    Set<IpvsChange> drift = changes.isEmpty() ? Set.of() : driftOf(snapshot);
    // Until the kernel has answered: changes that were made, and whose answers were lost, are ours.
    left = null;
    List<IpvsRefusal> refusals = changes.isEmpty() ? List.of() : client.apply(changes);
    left = target.without(refusals);
    if (failures.isEmpty()) {
      remember(() -> owned.retain(stillOurs(wanted, refusals)), failures);
    }
    refusals.forEach(refusal -> failures.add(refusal.reason()));
    List<IpvsChange> applied = without(refusals, changes);
    return new Pass(
        snapshot,
        applied,
        applied.stream().filter(drift::contains).toList(),
        List.copyOf(failures));
  }

  private static List<IpvsChange> diff(
      IpvsTarget target, IpvsSnapshot kernel, Set<VirtualService.Id> owned) {
    List<IpvsChange> changes =
        new ArrayList<>(IpvsReconciler.diff(target.table(), kernel.table(), owned));
    changes.addAll(SettingsReconciler.diff(target.timeouts(), target.daemons(), kernel.settings()));
    return changes;
  }

  /** What has to be done to have again what the last pass left. */
  private Set<IpvsChange> driftOf(IpvsSnapshot now) {
    return left == null ? Set.of() : Set.copyOf(diff(left, now, Set.of()));
  }

  /** With those that we could not delete. */
  private static Set<VirtualService.Id> stillOurs(
      Set<VirtualService.Id> wanted, List<IpvsRefusal> refusals) {
    Set<VirtualService.Id> ours = new TreeSet<>(wanted);
    refusals.stream()
        .map(IpvsRefusal::change)
        .filter(IpvsChange.DeleteService.class::isInstance)
        .forEach(change -> change.about().ifPresent(ours::add));
    return ours;
  }

  private static List<IpvsChange> without(List<IpvsRefusal> refusals, List<IpvsChange> changes) {
    if (refusals.isEmpty()) {
      return List.copyOf(changes);
    }
    Set<IpvsChange> refused =
        refusals.stream().map(IpvsRefusal::change).collect(Collectors.toSet());
    Set<Optional<VirtualService.Id>> missing =
        refusals.stream()
            .filter(IpvsRefusal::isOfMissingService)
            .map(refusal -> refusal.change().about())
            .collect(Collectors.toSet());
    return changes.stream()
        .filter(change -> !refused.contains(change) && !missing.contains(change.about()))
        .toList();
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void remember(Writing writing, List<String> failures) {
    try {
      writing.run();
    } catch (IOException e) {
      failures.add("cannot remember which services are ours: " + e);
    }
  }

  /** Requests to IPVS since the start. */
  long requests() {
    return client.requests();
  }

  /** Those of them that change something. */
  long writes() {
    return client.writes();
  }

  private <T> CompletableFuture<T> submit(Callable<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    thread.execute(
        () -> {
          try {
            answer.complete(work.call());
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  /** Ends after the pass that is under way: nobody may close a socket that is being read. */
  @Override
  public void close() {
    submit(
            () -> {
              client.close();
              return true;
            })
        .join();
    thread.shutdown();
  }
}
