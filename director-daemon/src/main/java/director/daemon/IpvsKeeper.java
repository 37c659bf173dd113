// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;
import director.ipvs.IpvsRefusal;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsReconciler;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes the kernel's IPVS table what it shall be, on a thread of its own: requests block, and
 * nobody else waits for them.
 */
final class IpvsKeeper implements AutoCloseable {

  /**
   * What a pass did.
   *
   * @param snapshot the table as it was found, before {@code applied}
   * @param applied the changes that were made, in order
   * @param failures what was refused, each a sentence; the next pass tries again
   */
  record Pass(IpvsSnapshot snapshot, List<IpvsChange> applied, List<String> failures) {}

  private final IpvsClient client;
  private final OwnedServices owned;
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

  /** Reads, compares, and writes only the differences. Services of others are left alone. */
  CompletableFuture<Pass> reconcile(IpvsTable desired) {
    return submit(() -> pass(desired));
  }

  private Pass pass(IpvsTable desired) throws IpvsException {
    List<String> failures = new ArrayList<>();
    Set<VirtualService.Id> wanted = desired.services().keySet();
    // On disk before it is in the kernel: a service of ours must never look like somebody else's.
    remember(() -> owned.add(wanted), failures);
    IpvsSnapshot snapshot = client.read();
    List<IpvsChange> changes = IpvsReconciler.diff(desired, snapshot.table(), owned.ids());
    List<IpvsRefusal> refusals = client.apply(changes);
    Set<IpvsChange> refused = new HashSet<>();
    for (IpvsRefusal refusal : refusals) {
      refused.add(refusal.change());
      failures.add(refusal.reason());
    }
    List<IpvsChange> applied =
        changes.stream().filter(change -> !refused.contains(change)).toList();
    if (failures.isEmpty()) {
      remember(() -> owned.retain(wanted), failures);
    }
    return new Pass(snapshot, applied, List.copyOf(failures));
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
