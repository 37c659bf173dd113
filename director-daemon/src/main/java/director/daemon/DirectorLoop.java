// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that decides. It never blocks, and a mistake of ours on it is not survived: the
 * process ends, and whoever watches it starts it again.
 */
final class DirectorLoop extends ScheduledThreadPoolExecutor {
  private final Consumer<Throwable> onMistake;

  DirectorLoop(Consumer<Throwable> onMistake) {
    super(
        1,
        task -> {
          Thread thread = new Thread(task, "director");
          thread.setDaemon(true);
          return thread;
        });
    this.onMistake = onMistake;
    setRemoveOnCancelPolicy(true);
  }

  /** A future keeps an exception to itself; here it comes to light. */
  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
    super.afterExecute(task, thrown);
    Throwable mistake = thrown;
    if (mistake == null && task instanceof Future<?> future && future.isDone()) {
      try {
        future.get();
      } catch (ExecutionException e) {
        mistake = e.getCause();
      } catch (CancellationException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (mistake != null) {
      onMistake.accept(mistake);
    }
  }
}
