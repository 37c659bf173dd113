// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Does one thing after the other, as each of them needs more memory than all may have at once. */
final class Turns {
  private CompletionStage<?> last = CompletableFuture.completedStage(null);

  synchronized <T> CompletionStage<T> inTurn(Supplier<CompletionStage<T>> task) {
    CompletionStage<T> mine = last.handle((done, failed) -> task.get()).thenCompose(it -> it);
    last = mine;
    return mine;
  }
}
