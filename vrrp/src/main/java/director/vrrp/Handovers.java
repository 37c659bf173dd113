// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.HandoverOutcome.Result;
import director.vrrp.state.VrrpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Those who asked for a handover and wait to hear what became of it. */
final class Handovers {
  private record Waiting(String instance, CompletableFuture<HandoverOutcome> outcome) {}

  private final List<Waiting> waiting = new ArrayList<>();

  void await(String instance, CompletableFuture<HandoverOutcome> outcome) {
    waiting.add(new Waiting(instance, outcome));
  }

  /** Tells those for whom it is decided. */
  void settle(Map<String, VrrpInstance> running) {
    waiting.removeIf(one -> isDecided(one, running.get(one.instance())));
  }

  private static boolean isDecided(Waiting one, @Nullable VrrpInstance instance) {
    if (instance == null) {
      return one.outcome().complete(HandoverOutcome.refused(one.instance() + " runs no longer"));
    }
    if (instance.state() == VrrpState.MASTER) {
      return one.outcome().complete(new HandoverOutcome(Result.KEPT, instance.reason()));
    }
    if (instance.state() == VrrpState.BACKUP && instance.holdsAddresses()) {
      return false;
    }
    Result result = instance.state() == VrrpState.BACKUP ? Result.DONE : Result.REFUSED;
    return one.outcome().complete(new HandoverOutcome(result, instance.reason()));
  }
}
